//! What is said beside the work: notes, links, priority.

use super::open::OpenRequest;
use super::record::record;
use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::requests::model::{Event, LinkKind, Priority};
use crate::requests::store;
use crate::staff::model::Actor;
use crate::words::Reference;

/// A note. It is never edited; a correction is a further note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddNote {
    /// The words.
    pub text: String,
}

/// Links a request with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRequest {
    /// The other, by its reference.
    pub other: Reference,
    /// How they hang together.
    pub how: LinkKind,
}

/// Another priority (rule sheet 3.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPriority {
    /// The class.
    pub to: Priority,
    /// Why.
    pub reason: String,
}

/// Adds a note.
///
/// # Errors
/// When it cannot be stored.
pub fn add_note(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &AddNote,
) -> Result<(), CommandError> {
    let event = Event::NoteAdded {
        text: command.text.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Links a request with another of the person's sites, seen from both.
///
/// # Errors
/// A field's error when there is no such request here, when it is the same one, or when they are linked already.
pub fn link_request(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &LinkRequest,
) -> Result<(), CommandError> {
    let other = store::find_by_reference(tx, command.other, &actor.sites)?.ok_or_else(|| {
        CommandError::field("other", "No request at your sites has this reference.")
    })?;
    if other.id == open.request.id {
        return Err(CommandError::field("other", "This is the request itself."));
    }
    let linked = store::insert_link(tx, open.request.id, other.id, command.how, actor.staff_id);
    match linked {
        Ok(()) => {}
        Err(StoreError::Constraint { .. }) => {
            return Err(CommandError::field("other", "They are linked already."));
        }
        Err(error) => return Err(error.into()),
    }
    let event = Event::Linked {
        other: command.other,
        how: command.how,
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Sets the priority.
///
/// # Errors
/// A field's error when it is that already; a refusal on a closed request.
pub fn set_priority(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &SetPriority,
) -> Result<(), CommandError> {
    let from = open.request.asked.priority;
    if from == command.to {
        return Err(CommandError::field("to", "It has this priority already."));
    }
    open.request.asked.priority = command.to;
    let event = Event::PrioritySet {
        from,
        to: command.to,
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}
