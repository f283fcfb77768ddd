//! Changes of what a request is: its road, its patient.

use super::log::find_anew;
use super::open::OpenRequest;
use super::record::record;
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{Event, Road};
use crate::requests::store;
use crate::staff::model::Actor;

/// Another legal road.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRoad {
    /// The road.
    pub to: Road,
    /// Why.
    pub reason: String,
}

/// The patient of the index this request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchPatient {
    /// The patient's inner id.
    pub patient: i64,
    /// The identifiers that agree, in words (A02).
    pub by: Vec<String>,
    /// Whether the patient was entered for this request.
    pub created: bool,
}

/// Changes the road. Clocks, checks and endings follow the new one, and what was checked is checked again.
///
/// # Errors
/// A field's error when it is on that road already; a refusal when it is closed.
pub fn change_road(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &ChangeRoad,
) -> Result<(), CommandError> {
    let from = open.request.asked.road;
    if from == command.to {
        return Err(CommandError::field("to", "It is on this road already."));
    }
    open.request.asked.road = command.to;
    open.request.asked.road_why.clone_from(&command.reason);
    let event = Event::RoadChanged {
        from,
        to: command.to,
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Matches the patient of the index with the request, for the first time or instead of another (A02).
///
/// # Errors
/// A refusal when fewer than two identifiers agree, or when the request is closed.
pub fn match_patient(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &MatchPatient,
) -> Result<(), CommandError> {
    if command.by.len() < 2 && !command.created {
        return Err(CommandError::refused(
            "A02",
            "A patient is matched by two identifiers; fewer agree here.",
        ));
    }
    let replaces = open.request.asked.patient.id.replace(command.patient);
    open.request.matched = store::find_matched(tx, Some(command.patient))?;
    let event = Event::PatientMatched {
        patient: command.patient,
        by: command.by.clone(),
        replaces,
        created: command.created,
    };
    record(tx, open, Some(actor.staff_id), &event)?;
    find_anew(tx, open)
}
