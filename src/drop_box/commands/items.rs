//! Logging what was found, and what became of it.

use super::{keep_line, line, opened, times};
use crate::calendar::in_words;
use crate::db::{StoreError, Tx};
use crate::drop_box::model::{AsFound, Happened, HistoryLine, Item, Outcome, Session, Settled};
use crate::drop_box::model::{SheetCode, Version};
use crate::drop_box::{rules, store};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::commands::{OpenRequest, open, record};
use crate::requests::model::{Event, Stage};
use crate::requests::rules::received::Received;
use crate::requests::store::find_by_reference;
use crate::staff::model::Actor;
use crate::words::Reference;

/// Adds an item to an open request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attach {
    /// The request.
    pub to: Reference,
}

/// Puts an item aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Where it went.
    pub went_to: String,
    /// Why.
    pub why: String,
}

/// The request an item became through the form of intake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettledAs<'a> {
    /// A new one, by outer id.
    New(&'a str),
    /// It had come before: its papers were added to that one, by outer id.
    SameAs(&'a str),
}

/// Logs the next item of a session, with the day it was received (R3).
///
/// # Errors
/// A refusal when the session has ended; `NotFound`.
pub fn log_item(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    public_id: &str,
    item_id: &str,
    found: &AsFound,
) -> Result<(), CommandError> {
    let session = opened(tx, actor, public_id, None)?;
    rules::refuse_ended(&session.emptying)?;
    let received = received(facilities, &session, found)?;
    let place = store::insert_item(tx, &session, item_id, found, &received, actor.staff_id)?;
    let told = HistoryLine {
        item: Some(place),
        became: Some(found.kind.label().to_owned()),
        ..line(tx, actor, Happened::ItemLogged)
    };
    keep_line(tx, actor, session.emptying.id, &told)
}

/// The day an item counts as received (R3).
fn received(
    facilities: &Facilities,
    session: &Session,
    found: &AsFound,
) -> Result<Received, CommandError> {
    let (previous, emptied) = times(facilities, &session.emptying);
    rules::received(previous, emptied, found.appointment_on)
        .map_err(|sentence| CommandError::field("appointment_on", sentence))
}

/// A session and one of its items, as the person saw the item.
fn with_item(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (public_id, item_id): (&str, &str),
    seen: Version,
) -> Result<(Session, Item), StoreError> {
    let session = opened(tx, actor, public_id, None)?;
    let item = store::find_item(&session, item_id)?.clone();
    if item.version != seen {
        return Err(StoreError::Stale);
    }
    Ok((session, item))
}

/// Writes anew what was found; what it was before stays in the history.
///
/// # Errors
/// A refusal when the item is settled or the session has ended; `Stale`; `NotFound`.
pub fn correct(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    found: &AsFound,
) -> Result<(), CommandError> {
    let (session, item) = with_item(tx, actor, which, seen)?;
    rules::may_correct(&session.emptying, &item)?;
    let received = received(facilities, &session, found)?;
    store::correct_item(tx, &session.emptying, &item, found, &received)?;
    let told = HistoryLine {
        item: Some(item.place),
        was: Some(in_a_line(&item.found)),
        became: Some(in_a_line(found)),
        ..line(tx, actor, Happened::ItemCorrected)
    };
    keep_line(tx, actor, session.emptying.id, &told)
}

/// What was found, in a line of history.
fn in_a_line(found: &AsFound) -> String {
    let parts = [
        Some(found.kind.label().to_owned()),
        found.patient.clone(),
        found
            .appointment_on
            .map(|on| ["appointment ", &in_words(on)].concat()),
        found.condition.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Adds an item to an open request of the person's sites; the request's timeline says so, with the day of receipt.
///
/// # Errors
/// A field's error when there is no such request here or it is closed; a refusal when the item is settled; `Stale`.
pub fn attach(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    command: &Attach,
) -> Result<(), CommandError> {
    let (session, item) = with_item(tx, actor, which, seen)?;
    rules::may_settle(&session.emptying, &item)?;
    let found = find_by_reference(tx, command.to, &actor.sites)?
        .ok_or_else(|| CommandError::field("to", "No request at your sites has this reference."))?;
    if found.stage == Stage::Closed {
        return Err(CommandError::field(
            "to",
            "This request is closed. Log the item as a new request, or set it aside.",
        ));
    }
    let mut request = open(tx, facilities, &found.public_id, &actor.sites, None)?;
    tell(tx, actor, &session, &item, &mut request)?;
    settle(tx, actor, &session, &item, Outcome::Attached, &request)
}

/// Marks an item as the request it became through the form of intake, in the same transaction.
///
/// # Errors
/// A refusal when the item is settled already; `Stale`; `NotFound`.
pub fn settle_as_logged(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    became: SettledAs<'_>,
) -> Result<(), CommandError> {
    let (session, item) = with_item(tx, actor, which, seen)?;
    rules::may_settle(&session.emptying, &item)?;
    let (request, outcome) = match became {
        SettledAs::New(id) => (id, Outcome::NewRequest),
        SettledAs::SameAs(id) => (id, Outcome::Attached),
    };
    let mut request = open(tx, facilities, request, &actor.sites, None)?;
    tell(tx, actor, &session, &item, &mut request)?;
    settle(tx, actor, &session, &item, outcome, &request)
}

/// The timeline of the request names the session, so that the envelope can be followed from either side.
fn tell(
    tx: &mut Tx<'_>,
    actor: &Actor,
    session: &Session,
    item: &Item,
    request: &mut OpenRequest,
) -> Result<(), CommandError> {
    let code = SheetCode {
        emptying: session.emptying.id,
        place: item.place,
    };
    let condition = item
        .found
        .condition
        .as_ref()
        .map_or_else(String::new, |text| format!(" Condition: {text}."));
    let text = format!(
        "From the drop box: {code}, {}, emptied by {} and {}. {}{condition}",
        item.found.kind.label().to_lowercase(),
        session.emptying.opened_by.name,
        session.emptying.second.name,
        item.received_why.join(" "),
    );
    let event = Event::NoteAdded { text };
    record(tx, request, Some(actor.staff_id), &event)
}

fn settle(
    tx: &mut Tx<'_>,
    actor: &Actor,
    session: &Session,
    item: &Item,
    outcome: Outcome,
    request: &OpenRequest,
) -> Result<(), CommandError> {
    let reference = request.request.reference.to_string();
    let settled = Settled {
        outcome,
        request: Some((request.request.public_id.clone(), reference.clone())),
        went_to: None,
        why: None,
    };
    let (emptying, by) = (&session.emptying, actor.staff_id);
    store::settle_item(tx, emptying, item, &settled, Some(request.request.id), by)?;
    tx.subject.request_id = Some(request.request.id.0);
    tx.subject.patient_id = request.request.asked.patient.id;
    say_settled(tx, actor, session, item, &settled, reference)
}

fn say_settled(
    tx: &mut Tx<'_>,
    actor: &Actor,
    session: &Session,
    item: &Item,
    settled: &Settled,
    to: String,
) -> Result<(), CommandError> {
    let became = if to.is_empty() {
        settled.outcome.label().to_owned()
    } else {
        [settled.outcome.label(), ": ", &to].concat()
    };
    let told = HistoryLine {
        item: Some(item.place),
        became: Some(became),
        why: settled.why.clone(),
        ..line(tx, actor, Happened::ItemSettled)
    };
    keep_line(tx, actor, session.emptying.id, &told)
}

/// Sets an item aside: where it went, and why.
///
/// # Errors
/// A refusal when the item is settled or the session has ended; `Stale`; `NotFound`.
pub fn aside(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    command: &Aside,
) -> Result<(), CommandError> {
    let (session, item) = with_item(tx, actor, which, seen)?;
    rules::may_settle(&session.emptying, &item)?;
    let settled = Settled {
        outcome: Outcome::SetAside,
        request: None,
        went_to: Some(command.went_to.clone()),
        why: Some(command.why.clone()),
    };
    let (emptying, by) = (&session.emptying, actor.staff_id);
    store::settle_item(tx, emptying, &item, &settled, None, by)?;
    say_settled(
        tx,
        actor,
        &session,
        &item,
        &settled,
        command.went_to.clone(),
    )
}

/// Says that an item was logged by mistake: there is no such envelope, so it does not count. Its line stays.
///
/// # Errors
/// A refusal when the item is settled or the session has ended; `Stale`; `NotFound`.
pub fn mark_mistake(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: (&str, &str),
    seen: Version,
    why: &str,
) -> Result<(), CommandError> {
    let (session, item) = with_item(tx, actor, which, seen)?;
    rules::may_correct(&session.emptying, &item)?;
    let settled = Settled {
        outcome: Outcome::Mistake,
        request: None,
        went_to: None,
        why: Some(why.to_owned()),
    };
    let (emptying, by) = (&session.emptying, actor.staff_id);
    store::settle_item(tx, emptying, &item, &settled, None, by)?;
    say_settled(tx, actor, &session, &item, &settled, String::new())
}
