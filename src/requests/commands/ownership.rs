//! Who owns a request: taking, assigning, handing over, putting back.

use super::open::OpenRequest;
use super::record::record;
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::Event;
use crate::requests::store;
use crate::staff::model::{Actor, Permission};

pub use crate::requests::store::Colleague;

/// Gives a request to a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assign {
    /// The colleague, by outer id.
    pub to: String,
    /// Why; needed when it is taken from somebody.
    pub reason: Option<String>,
}

/// Puts a request back for anybody to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    /// Why.
    pub reason: String,
}

/// Takes a request that nobody owns.
///
/// # Errors
/// A refusal when somebody owns it already, or when it is closed.
pub fn take(tx: &mut Tx<'_>, open: &mut OpenRequest, actor: &Actor) -> Result<(), CommandError> {
    match open.request.owner_id {
        Some(owner) if owner == actor.staff_id => Err(CommandError::refused(
            "W-owner",
            "You own this request already.",
        )),
        Some(_) => Err(CommandError::refused(
            "W-owner",
            "Somebody owns it already; ask for a handover.",
        )),
        None => {
            open.request.owner_id = Some(actor.staff_id);
            let event = Event::Assigned {
                to: actor.staff_id,
                to_name: actor.name.clone(),
                taken: true,
            };
            record(tx, open, Some(actor.staff_id), &event)
        }
    }
}

/// Assigns a request nobody owns, or hands it over from its owner, who must say why. Only the owner and those who assign
/// work may.
///
/// # Errors
/// A refusal for anybody else; a field's error when the colleague does not work at the request's site, owns it already, or
/// the reason is missing.
pub fn assign(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &Assign,
) -> Result<(), CommandError> {
    owner_or_assigner(open, actor)?;
    let colleagues = store::list_workers(tx, &open.request.asked.site)?;
    let to = colleagues
        .into_iter()
        .find(|one| one.public_id == command.to)
        .ok_or_else(|| {
            CommandError::field("to", "Choose a colleague who works requests at this site.")
        })?;
    if open.request.owner_id == Some(to.id) {
        return Err(CommandError::field("to", "This colleague owns it already."));
    }
    let event = match open.request.owner_id {
        None => Event::Assigned {
            to: to.id,
            to_name: to.name,
            taken: to.id == actor.staff_id,
        },
        Some(owner) => Event::HandedOver {
            to: to.id,
            to_name: to.name,
            from_name: store::name_of(tx, owner)?,
            reason: command
                .reason
                .clone()
                .ok_or_else(|| CommandError::field("reason", "Say why it is handed over."))?,
        },
    };
    open.request.owner_id = Some(to.id);
    record(tx, open, Some(actor.staff_id), &event)
}

/// Puts a request back for anybody to take.
///
/// # Errors
/// A refusal when nobody owns it, or for anybody but its owner and those who assign work.
pub fn put_back(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &PutBack,
) -> Result<(), CommandError> {
    owner_or_assigner(open, actor)?;
    let Some(owner) = open.request.owner_id.take() else {
        return Err(CommandError::refused(
            "W-owner",
            "Nobody owns it yet; take it or assign it.",
        ));
    };
    let event = Event::PutBack {
        from_name: store::name_of(tx, owner)?,
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

fn owner_or_assigner(open: &OpenRequest, actor: &Actor) -> Result<(), CommandError> {
    let owns = open.request.owner_id == Some(actor.staff_id);
    if owns || actor.may(Permission::AssignWork) {
        Ok(())
    } else {
        Err(CommandError::refused(
            "W-owner",
            "Only its owner hands a request over; a supervisor assigns any.",
        ))
    }
}
