//! Decisions about what arrived: the day it was received, what may be done with it, which request it may belong to.

mod suggestions;

pub use suggestions::{Known, Words, suggest, words_of};

use chrono::NaiveDateTime;

use crate::facilities::model::Work;
use crate::requests::model::Channel;
use crate::requests::rules::received::{Arrival, Received, received_on};
use crate::trays::model::{FollowUp, Item, Outcome, Tray};
use crate::words::Refusal;

/// The rule every refusal of a tray names.
pub const RULE: &str = "B28";

/// The channel what comes into a tray counts as. Scanned post came by mail.
pub const fn channel_of(tray: Tray) -> Channel {
    match tray {
        Tray::Records | Tray::Forms => Channel::Email,
        Tray::Fax => Channel::Fax,
        Tray::Scans => Channel::Mail,
    }
}

/// The kind of work a tray is for; none where a person must say which it is (S58).
pub const fn work_of(tray: Tray) -> Option<Work> {
    match tray {
        Tray::Records => Some(Work::Records),
        Tray::Forms => Some(Work::MedicalForms),
        Tray::Fax | Tray::Scans => None,
    }
}

/// The day an arrival counts as received: the local day it first reached the hospital, even late in the evening (R2).
pub fn received(channel: Channel, local: NaiveDateTime) -> Received {
    let arrival = Arrival::new(channel, local);
    received_on(&arrival).unwrap_or_else(|why| Received {
        on: local.date(),
        why: vec![why],
    })
}

/// The trays an item can be moved to: what came into the wrong box is moved, never refused (S57). Nothing is moved among
/// faxes and scans: there a person says only which kind of work it is.
pub fn targets(tray: Tray) -> Vec<Tray> {
    [Tray::Records, Tray::Forms]
        .into_iter()
        .filter(|other| *other != tray)
        .collect()
}

/// Whether it can be decided what becomes of an item: while it waits, or is only set aside.
///
/// # Errors
/// The refusal when it is settled for good.
pub fn may_settle(item: &Item) -> Result<(), Refusal> {
    match &item.settled {
        None => Ok(()),
        Some(settled) if settled.outcome == Outcome::SetAside => Ok(()),
        Some(settled) => {
            let to = settled
                .request
                .as_ref()
                .map_or_else(String::new, |(_, reference)| [": ", reference].concat());
            let text = format!(
                "{} is settled already: {}{to}.",
                item.id,
                settled.outcome.label().to_lowercase()
            );
            Err(Refusal::new(RULE, text))
        }
    }
}

/// Whether an item can be moved to another tray: while it waits.
///
/// # Errors
/// The refusal when it does not wait any more, or that tray is no place for it.
pub fn may_move(item: &Item, to: Tray) -> Result<(), Refusal> {
    if item.settled.is_some() {
        let text = format!(
            "{} does not wait any more, so it stays where it is.",
            item.id
        );
        return Err(Refusal::new(RULE, text));
    }
    if targets(item.tray).contains(&to) {
        return Ok(());
    }
    let text = format!("{} cannot be moved to: {}.", item.id, to.label());
    Err(Refusal::new(RULE, text))
}

/// Whether it is still to be decided what follows from mail on a closed request.
///
/// # Errors
/// The refusal when nothing waits for a decision.
pub fn may_follow_up(item: &Item) -> Result<(), Refusal> {
    if item.follow_up == Some(FollowUp::Open) {
        return Ok(());
    }
    Err(Refusal::new(
        RULE,
        format!("Nothing has to be decided about {} any more.", item.id),
    ))
}
