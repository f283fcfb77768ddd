//! Holds: while one is open, nothing leaves.

use super::open::OpenRequest;
use super::record::{close_fact, open_fact, record};
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{Event, FactKind, OpenFact, WhoseMove};
use crate::staff::model::Actor;

/// Stops whatever would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHold {
    /// Why.
    pub reason: String,
    /// Who has to act for it to end.
    pub waiting_on: WhoseMove,
}

/// Ends the hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiftHold {
    /// Why.
    pub reason: String,
}

/// Places a hold. It stops no clock of the law (R14): only the release.
///
/// # Errors
/// A refusal when one is open already or the request is closed.
pub fn place_hold(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &PlaceHold,
) -> Result<(), CommandError> {
    let fact = OpenFact {
        kind: FactKind::LegalHold,
        waiting_on: command.waiting_on,
        due_on: None,
    };
    open_fact(tx, open, actor.staff_id, fact, &command.reason)?;
    let event = Event::HoldPlaced {
        reason: command.reason.clone(),
        waiting_on: command.waiting_on,
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Lifts the hold.
///
/// # Errors
/// A refusal when none is open.
pub fn lift_hold(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &LiftHold,
) -> Result<(), CommandError> {
    let kind = FactKind::LegalHold;
    close_fact(tx, open, actor.staff_id, kind, &command.reason)?;
    let event = Event::HoldLifted {
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}
