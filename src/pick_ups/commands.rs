//! Handing over at the counter, and reminding of what nobody collects.

use chrono::NaiveDate;

use super::model::{HandOver, Remind, RemindWay, Waiting};
use super::rules::faults;
use super::store;
use crate::db::{StoreError, Tx};
use crate::disclosures::commands::ready;
use crate::documents::commands::{attach, tell_papers};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::facilities::rules::DeskState;
use crate::form_state::FieldError;
use crate::notices::commands as notices;
use crate::notices::model::Notice;
use crate::requests::commands::{OpenRequest, close_fact, record, tell};
use crate::requests::model::{Channel, ContactWay, Event, FactKind};
use crate::staff::model::{Actor, Permission};

/// How many parts of one request are looked through.
const PARTS: i64 = 50;

/// Hands one part over: keeps who took it and against what, the signature with the request's papers, and closes the
/// request's pick-up when nothing of it waits any more. `key` is the form's, under which the signature waits.
///
/// # Errors
/// A refusal when nothing waits or somebody handed it over first; field errors for what is not shown or said.
pub fn hand_over(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    desk: DeskState,
    key: &str,
    given: &HandOver,
) -> Result<(), CommandError> {
    let id = open.request.id;
    let parts = store::list_waiting(tx, &actor.sites, Some(id), PARTS)?;
    let part = match (given.disclosure, parts.as_slice()) {
        (_, []) => {
            return Err(nothing_waits());
        }
        (None, [only]) => only,
        (chosen, parts) => parts
            .iter()
            .find(|part| Some(part.disclosure) == chosen)
            .ok_or_else(|| CommandError::field("disclosure", "Choose whose part it is."))?,
    };
    let faults = faults(given, desk, actor.may(Permission::OverrideRules));
    if !faults.is_empty() {
        let errors = faults.into_iter().map(|fault| FieldError {
            field: fault.field.to_owned(),
            text: fault.text,
        });
        return Err(CommandError::Fields(errors.collect()));
    }
    match store::insert_pick_up(tx, part, given, actor.staff_id) {
        Err(StoreError::Constraint { .. }) => {
            return Err(CommandError::refused(
                "W-pick-up",
                "It was handed over already.",
            ));
        }
        stored => stored?,
    }
    let event = Event::PickedUp {
        by: given.relation.label().to_owned(),
        shown: given.identity.label().to_owned(),
        pages: given.pages,
        media: given.media.clone(),
        signed: given.signed.label().to_owned(),
        closed_hours_why: given.closed_hours_why.clone(),
    };
    let by = actor.staff_id;
    record(tx, open, Some(by), &event)?;
    if let Some(paper) = &given.paper {
        let papers = std::slice::from_ref(paper);
        attach(tx, key, by, papers, None, id)?;
        tell_papers(tx, open, by, papers, None, Channel::WalkIn)?;
    }
    if parts.len() == 1 {
        close_fact(tx, open, by, FactKind::PickUp, "handed over at the counter")?;
    }
    Ok(())
}

/// What the reminder of a pick-up says (N07): that it is still ready, where, when, and who may collect.
///
/// # Errors
/// A refusal when nothing waits, or the profile cannot fill the letter.
pub fn letter_of(
    facilities: &Facilities,
    open: &OpenRequest,
    parts: &[Waiting],
    today: NaiveDate,
) -> Result<Notice, CommandError> {
    if parts.is_empty() {
        return Err(nothing_waits());
    }
    let mut collectors: Vec<String> = parts.iter().map(|part| part.recipient.clone()).collect();
    collectors.dedup();
    Ok(Notice::N07(ready(facilities, open, collectors, today)?))
}

/// Reminds of everything of a request that waits at the counter; nothing is ever taken back (3.5).
///
/// # Errors
/// A refusal when nothing waits; as [`notices::write`].
pub fn remind(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &Remind,
) -> Result<(), CommandError> {
    let parts = store::list_waiting(tx, &actor.sites, Some(open.request.id), PARTS)?;
    let today = open.terms.calendar.local_date(tx.now());
    let letter = letter_of(facilities, open, &parts, today)?;
    let by = actor.staff_id;
    let notice = match command {
        Remind::Call(_) => None,
        Remind::Notice(chosen) => {
            let sending = notices::Sending::fresh(chosen.clone())?;
            Some(notices::write(
                tx,
                open,
                Some(by),
                &letter,
                &sending,
                today,
            )?)
        }
    };
    for part in &parts {
        store::insert_reminder(tx, part, (command.way(), notice), today, by)?;
    }
    let event = Event::PickUpReminded {
        way: match command.way() {
            RemindWay::Email => ContactWay::Email,
            RemindWay::Letter => ContactWay::Letter,
            RemindWay::Phone => ContactWay::Phone,
        },
        said: match command {
            Remind::Call(said) => Some(said.clone()),
            Remind::Notice(_) => None,
        },
    };
    tell(tx, open, Some(by), &event)
}

fn nothing_waits() -> CommandError {
    CommandError::refused(
        "W-pick-up",
        "Nothing of this request waits at the counter; it may just have been handed over.",
    )
}
