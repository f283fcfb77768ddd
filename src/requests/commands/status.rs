//! A status call that was answered (R12, N20, B10).

use super::open::OpenRequest;
use super::record::tell;
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{ContactWay, Event};
use crate::staff::model::Actor;

/// What was told to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GiveStatus {
    /// Whether the caller was verified (1.15).
    pub verified: bool,
    /// What was told, and by what the caller was verified.
    pub told: String,
}

/// Keeps that somebody asked on the telephone how it stands. It changes nothing of the request, closed or open.
///
/// # Errors
/// When it cannot be stored.
pub fn give_status(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &GiveStatus,
) -> Result<(), CommandError> {
    let event = Event::StatusGiven {
        way: ContactWay::Phone,
        caller_verified: command.verified,
        told: command.told.clone(),
    };
    tell(tx, open, Some(actor.staff_id), &event)
}
