//! Endings without a release: withdrawn, forwarded, duplicate, logged in error.

use super::open::OpenRequest;
use super::record::{local_today, record};
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{ContactWay, Event, LinkKind};
use crate::requests::rules::clocks::StopKind;
use crate::requests::store;
use crate::staff::model::{Actor, Permission};
use crate::words::Reference;

/// The requester took it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// How they said so.
    pub way: ContactWay,
    /// What they said.
    pub reason: String,
}

/// Sent on to whoever holds the records (N09).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// To whom.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// The same request is already here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkDuplicate {
    /// The one that goes on.
    pub of: Reference,
}

/// It should never have been logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkInError {
    /// Why.
    pub reason: String,
}

/// Records that the requester took the request back. A recorded withdrawal stops the clocks (R14) and ends it.
///
/// # Errors
/// A refusal when it is closed or cannot end like this.
pub fn withdraw(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &Withdraw,
) -> Result<(), CommandError> {
    let today = local_today(&open.terms, tx);
    let stops = &mut open.request.asked.clock_inputs.stops;
    stops.push((today, StopKind::Withdrawal, None));
    let event = Event::Withdrawn {
        way: command.way,
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Records that the request was sent on to whoever holds the records (N09).
///
/// # Errors
/// A refusal when it is closed or cannot end like this.
pub fn forward(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &Forward,
) -> Result<(), CommandError> {
    let event = Event::Forwarded {
        to: command.to.clone(),
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Ends a request because the same one is already here; the two are linked.
///
/// # Errors
/// A field's error when there is no such request at the person's sites or it is the same one.
pub fn mark_duplicate(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &MarkDuplicate,
) -> Result<(), CommandError> {
    let other = store::find_by_reference(tx, command.of, &actor.sites)?
        .ok_or_else(|| CommandError::field("of", "No request at your sites has this reference."))?;
    if other.id == open.request.id {
        return Err(CommandError::field("of", "This is the request itself."));
    }
    let linked = store::list_links(tx, open.request.id)?;
    if !linked.iter().any(|(id, ..)| *id == other.public_id) {
        let how = LinkKind::SecondCopy;
        store::insert_link(tx, open.request.id, other.id, how, actor.staff_id)?;
    }
    let event = Event::MarkedDuplicate { of: command.of };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Ends a request that should never have been logged. Nothing is deleted; only those who assign work may.
///
/// # Errors
/// A refusal for anybody else and on a closed request.
pub fn mark_in_error(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &MarkInError,
) -> Result<(), CommandError> {
    if !actor.may(Permission::AssignWork) {
        return Err(CommandError::refused(
            "W-error",
            "A supervisor decides that a request was logged in error.",
        ));
    }
    let event = Event::MarkedInError {
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}
