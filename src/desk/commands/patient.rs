//! Settling who a request is about, when it was logged without a match.

use chrono::NaiveDate;

use crate::db::Tx;
use crate::error::CommandError;
use crate::patients::commands::{create_patient, find_candidates};
use crate::patients::model::{Mrn, PersonName, TypedPatient};
use crate::patients::rules::Strength;
use crate::patients::store::NewPatient;
use crate::requests::commands::{MatchPatient, OpenRequest, match_patient};
use crate::staff::model::Actor;

/// Who a request is about, as the person decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlePatient {
    /// The patient of the index by outer id; none enters a new one.
    pub chosen: Option<String>,
    /// The name, from the paper or the caller.
    pub name: PersonName,
    /// The birth date.
    pub born_on: Option<NaiveDate>,
    /// The record number.
    pub mrn: Option<Mrn>,
}

impl SettlePatient {
    /// What the index is asked with.
    pub fn typed(&self) -> TypedPatient {
        TypedPatient {
            name: Some(self.name.clone()),
            born_on: self.born_on,
            mrn: self.mrn.clone(),
            ..TypedPatient::default()
        }
    }
}

/// Matches the patient of the index, or enters a new one. A match needs two identifiers that agree; nobody is entered
/// twice (A02).
///
/// # Errors
/// A refusal when fewer than two identifiers agree; a field's error when the patient is in the index already or two
/// identifiers are missing.
pub fn settle_patient(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &SettlePatient,
) -> Result<(), CommandError> {
    let organization = open.request.organization.clone();
    let found = find_candidates(tx, &organization, &command.typed())?;
    let (patient, by, created) = match &command.chosen {
        Some(public_id) => {
            let chosen = found.iter().find(|(_, row)| row.public_id == *public_id);
            let (candidate, row) = chosen
                .ok_or_else(|| CommandError::field("patient", "Choose a patient from the list."))?;
            if candidate.strength != Strength::TwoIdentifiers {
                return Err(CommandError::refused(
                    "A02",
                    "A patient is matched by two identifiers that agree: name, birth date, record number. Fewer agree here.",
                ));
            }
            let by = candidate.agrees.iter().map(|what| (*what).to_owned());
            (row.known.id.0, by.collect(), false)
        }
        None => (enter(tx, &organization, command, &found)?, Vec::new(), true),
    };
    let written = &mut open.request.asked.patient;
    written.born_on = written.born_on.or(command.born_on);
    if written.mrn.is_none() {
        written.mrn = command.mrn.as_ref().map(ToString::to_string);
    }
    let matched = MatchPatient {
        patient,
        by,
        created,
    };
    match_patient(tx, open, actor, &matched)
}

type Found = (
    crate::patients::rules::Candidate,
    crate::patients::store::IndexedPatient,
);

fn enter(
    tx: &mut Tx<'_>,
    organization: &str,
    command: &SettlePatient,
    found: &[Found],
) -> Result<i64, CommandError> {
    let sure = |(candidate, _): &Found| candidate.strength == Strength::TwoIdentifiers;
    if found.iter().any(sure) {
        return Err(CommandError::field(
            "patient",
            "Two identifiers agree with a patient of the index. Choose that patient.",
        ));
    }
    if command.born_on.is_none() && command.mrn.is_none() {
        return Err(CommandError::field(
            "born_on",
            "Enter the birth date or the record number: a patient is known by two identifiers.",
        ));
    }
    let new = NewPatient {
        name: command.name.clone(),
        born_on: command.born_on,
        mrn: command.mrn.clone(),
        phone: None,
        email: None,
        address: None,
    };
    Ok(create_patient(tx, organization, &new)?.0)
}
