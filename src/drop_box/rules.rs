//! What a drop-box session has to hold before it can be closed, who may say so, and the day each item was received.

use chrono::{NaiveDate, NaiveDateTime};

use crate::calendar::plural;
use crate::drop_box::model::{Emptying, Item, Outcome, Session};
use crate::requests::model::Channel;
use crate::requests::rules::received::{Arrival, Received, received_on};
use crate::words::Refusal;

/// The rule every refusal of a session names.
pub const RULE: &str = "B3";

/// How an item came: found when the box was emptied, put in since it was emptied before. Local times of the site (R1).
pub fn arrival(
    previous: NaiveDateTime,
    emptied: NaiveDateTime,
    appointment_on: Option<NaiveDate>,
) -> Arrival {
    Arrival {
        box_previous_emptied_at: Some(previous),
        box_emptied_at: Some(emptied),
        appointment_on,
        ..Arrival::new(Channel::DropBox, emptied)
    }
}

/// The day an item of the box counts as received, with the reason (R3): the depositor's appointment if it lies between the
/// two emptyings, otherwise the day of the previous one.
///
/// # Errors
/// The sentence when the two times contradict each other.
pub fn received(
    previous: NaiveDateTime,
    emptied: NaiveDateTime,
    appointment_on: Option<NaiveDate>,
) -> Result<Received, String> {
    received_on(&arrival(previous, emptied, appointment_on))
}

/// What is missing before a session can be closed, a sentence each; nothing when it can be (B3).
pub fn missing(session: &Session) -> Vec<String> {
    let emptying = &session.emptying;
    let mut said = Vec::new();
    said.extend(unequal(emptying.envelopes, session.logged()));
    said.extend(
        session
            .items
            .iter()
            .filter(|item| item.settled.is_none())
            .map(|item| {
                format!(
                    "Item {} is not settled: log it as a request, add it to one, or set it aside.",
                    item.place
                )
            }),
    );
    if emptying.confirmed_at.is_none() {
        said.push(format!(
            "{} has not confirmed the count of {}.",
            emptying.confirmer().name,
            plural(emptying.envelopes, "envelope")
        ));
    }
    said
}

/// The sentence when the items logged are not the envelopes counted.
fn unequal(counted: i64, logged: i64) -> Option<String> {
    let (envelopes, items) = (plural(counted, "envelope"), plural(logged, "item"));
    let verb = |n: i64| if n == 1 { "was" } else { "were" };
    let said = format!(
        "{envelopes} {} counted and {items} {} logged",
        verb(counted),
        verb(logged)
    );
    match counted - logged {
        0 => None,
        short if short > 0 => Some(format!(
            "{said}: {short} to log. If there are no more, correct the count."
        )),
        over => Some(format!(
            "{said}: {} too many. Correct the count, or mark what was logged by mistake.",
            -over
        )),
    }
}

/// Whether a session can be changed.
///
/// # Errors
/// The refusal when it has ended.
pub fn refuse_ended(emptying: &Emptying) -> Result<(), Refusal> {
    if emptying.is_open() {
        return Ok(());
    }
    Err(Refusal::new(
        RULE,
        "This session has ended. What it says stays as it is.",
    ))
}

/// Whether a person may confirm the count: the one of the two who did not set it, once.
///
/// # Errors
/// The refusal for anybody else, or when it is confirmed already.
pub fn may_confirm(emptying: &Emptying, staff_id: i64) -> Result<(), Refusal> {
    refuse_ended(emptying)?;
    if emptying.confirmed_at.is_some() {
        return Err(Refusal::new(RULE, "The count is confirmed already."));
    }
    if emptying.confirmer().id != staff_id {
        let text = format!(
            "Only {} can confirm this count: of the two who emptied the box, the one who did not set it.",
            emptying.confirmer().name
        );
        return Err(Refusal::new(RULE, text));
    }
    Ok(())
}

/// Whether a person may correct the count: one of the two who emptied the box.
///
/// # Errors
/// The refusal for anybody else, or when the session has ended.
pub fn may_count(emptying: &Emptying, staff_id: i64) -> Result<(), Refusal> {
    refuse_ended(emptying)?;
    if emptying.is_of(staff_id) {
        return Ok(());
    }
    let text = format!(
        "Only {} and {}, who emptied the box, can correct its count.",
        emptying.opened_by.name, emptying.second.name
    );
    Err(Refusal::new(RULE, text))
}

/// Whether a person may say that another colleague was the second person: whoever began the session, while the count is
/// not confirmed.
///
/// # Errors
/// The refusal for anybody else, or when the count is confirmed.
pub fn may_change_second(emptying: &Emptying, staff_id: i64) -> Result<(), Refusal> {
    refuse_ended(emptying)?;
    if emptying.opened_by.id != staff_id {
        let text = format!(
            "Only {}, who began the session, can correct this.",
            emptying.opened_by.name
        );
        return Err(Refusal::new(RULE, text));
    }
    if emptying.confirmed_at.is_some() || emptying.counted_by == emptying.second.id {
        let text = format!(
            "{} has counted already, so the second person stays.",
            emptying.second.name
        );
        return Err(Refusal::new(RULE, text));
    }
    Ok(())
}

/// Whether a session may be ended as opened by mistake: while nothing is logged.
///
/// # Errors
/// The refusal otherwise.
pub fn may_end_as_mistake(session: &Session) -> Result<(), Refusal> {
    refuse_ended(&session.emptying)?;
    if session.items.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        RULE,
        "Something is logged in this session, so the box was emptied. Settle its items and close it.",
    ))
}

/// Whether it can be decided what becomes of an item: while it is open, or only set aside.
///
/// # Errors
/// The refusal when the session has ended or the item is settled for good.
pub fn may_settle(emptying: &Emptying, item: &Item) -> Result<(), Refusal> {
    refuse_ended(emptying)?;
    match &item.settled {
        None => Ok(()),
        Some(settled) if settled.outcome == Outcome::SetAside => Ok(()),
        Some(settled) => {
            let to = settled
                .request
                .as_ref()
                .map_or_else(String::new, |(_, reference)| [": ", reference].concat());
            let text = format!(
                "Item {} is settled already: {}{to}.",
                item.place,
                settled.outcome.label().to_lowercase()
            );
            Err(Refusal::new(RULE, text))
        }
    }
}

/// Whether what was found can be corrected: while it is open what becomes of the item.
///
/// # Errors
/// The refusal otherwise.
pub fn may_correct(emptying: &Emptying, item: &Item) -> Result<(), Refusal> {
    refuse_ended(emptying)?;
    if item.settled.is_none() {
        return Ok(());
    }
    let text = format!(
        "Item {} is settled, so what was found stays as it is written.",
        item.place
    );
    Err(Refusal::new(RULE, text))
}

/// Whether a session can be closed.
///
/// # Errors
/// The refusal that names everything that is missing.
pub fn may_close(session: &Session) -> Result<(), Refusal> {
    refuse_ended(&session.emptying)?;
    let missing = missing(session);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(RULE, missing.join(" ")))
}
