//! Who owns a request: taking, assigning, handing over, putting back, and undoing that.

use super::open::OpenRequest;
use super::record::record;
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::Event;
use crate::requests::rules::ownership::{Giving, SAME, SAY_WHY, may_give};
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
        Some(owner) if owner != actor.staff_id => Err(CommandError::refused(
            "W-owner",
            "Somebody owns it already; ask for a handover.",
        )),
        _ => {
            may_give(giving(open, actor, Some(actor.staff_id), None))?;
            let (to, name) = (actor.staff_id, actor.name.clone());
            hand(tx, open, actor, Some((to, name)), String::new())
        }
    }
}

/// Assigns a request nobody owns, or hands it over from its owner, who must say why. Only the owner and those who assign
/// work may; anybody who works requests may take one for themselves.
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
    let to = worker(tx, open, |one| one.public_id == command.to)?;
    let wanted = giving(open, actor, Some(to.id), command.reason.as_ref());
    may_give(wanted).map_err(|refusal| match refusal.rule {
        SAME => CommandError::field("to", refusal.text),
        SAY_WHY => CommandError::field("reason", refusal.text),
        _ => refusal.into(),
    })?;
    let reason = command.reason.clone().unwrap_or_else(String::new);
    hand(tx, open, actor, Some((to.id, to.name)), reason)
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
    may_give(giving(open, actor, None, Some(&command.reason)))?;
    hand(tx, open, actor, None, command.reason.clone())
}

/// Gives a request back to who owned it before this person changed that; the version says that nothing happened since, so
/// it takes no permission but having done it.
///
/// # Errors
/// A refusal when the earlier owner does not work at its site any more, or it is closed.
pub fn give_back(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    before: Option<i64>,
) -> Result<(), CommandError> {
    let to = match before {
        None => None,
        Some(id) => {
            let one = worker(tx, open, |one| one.id == id)?;
            Some((one.id, one.name))
        }
    };
    hand(tx, open, actor, to, "Undone".to_owned())
}

fn giving(open: &OpenRequest, actor: &Actor, to: Option<i64>, reason: Option<&String>) -> Giving {
    Giving {
        actor: actor.staff_id,
        assigns: actor.may(Permission::AssignWork),
        owner: open.request.owner_id,
        to,
        reason: reason.is_some_and(|text| !text.is_empty()),
    }
}

fn worker(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    is: impl Fn(&Colleague) -> bool,
) -> Result<Colleague, CommandError> {
    store::list_workers(tx, &open.request.asked.site)?
        .into_iter()
        .find(is)
        .ok_or_else(|| {
            CommandError::field("to", "Choose a colleague who works requests at this site.")
        })
}

/// Changes the owner, and tells it as what it is.
fn hand(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    to: Option<(i64, String)>,
    reason: String,
) -> Result<(), CommandError> {
    let from_name = match open.request.owner_id {
        Some(owner) => Some(store::name_of(tx, owner)?),
        None => None,
    };
    open.request.owner_id = to.as_ref().map(|(id, _)| *id);
    let event = match (from_name, to) {
        (None, Some((to, to_name))) => Event::Assigned {
            to,
            to_name,
            taken: to == actor.staff_id,
        },
        (Some(from_name), Some((to, to_name))) => Event::HandedOver {
            to,
            to_name,
            from_name,
            reason,
        },
        (from_name, None) => Event::PutBack {
            from_name: from_name.unwrap_or_else(|| "no one".to_owned()),
            reason,
        },
    };
    record(tx, open, Some(actor.staff_id), &event)
}
