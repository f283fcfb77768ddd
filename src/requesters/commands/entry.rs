//! Writing a requester down, and changing what the entry says.

use chrono::NaiveDate;

use super::addresses::add_to;
use super::{Which, about, opened};
use crate::db::Tx;
use crate::error::CommandError;
use crate::requesters::model::{AddressKind, Happened, Npi, Particulars, RequesterEvent};
use crate::requesters::store;
use crate::staff::model::Actor;

/// A requester to be written down, with the addresses known at once, as they were tidied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What the entry says.
    pub says: Particulars,
    /// The addresses.
    pub addresses: Vec<(AddressKind, String)>,
    /// That another entry of the same name is somebody else.
    pub same_name_seen: bool,
}

/// What an entry says from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEntry {
    /// All of it.
    pub says: Particulars,
    /// Why.
    pub why: String,
}

/// Writes a requester into the book of a hospital, with addresses nobody has verified yet (B19).
///
/// # Errors
/// A field's error when an entry of that name or identifier stands in the book and was not said to be somebody else, or two
/// of the addresses are the same.
pub fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    public_id: &str,
    today: NaiveDate,
    command: &Record,
) -> Result<(), CommandError> {
    let says = &command.says;
    let same = store::list_with_name(tx, organization, &says.name)?;
    if !same.is_empty() && !command.same_name_seen {
        return Err(CommandError::field(
            "same_name_seen",
            "An entry of this name stands in the book already. Open that one, or say that this is somebody else.",
        ));
    }
    refuse_held(tx, organization, says, "")?;
    let id = store::insert_entry(tx, organization, public_id, actor.staff_id, says)?;
    about(tx, public_id);
    let by = Some(actor.staff_id);
    store::insert_history(tx, id, by, &Happened::new(RequesterEvent::Recorded))?;
    for (kind, text) in &command.addresses {
        add_to(tx, actor, id, (*kind, text), today)?;
    }
    Ok(())
}

/// One provider identifier names one entry of a book.
fn refuse_held(
    tx: &mut Tx<'_>,
    organization: &str,
    says: &Particulars,
    but: &str,
) -> Result<(), CommandError> {
    let Some(npi) = &says.npi else {
        return Ok(());
    };
    let sought = store::Sought {
        npi: Some(npi.as_str().to_owned()),
        ..store::Sought::default()
    };
    let held = store::list_entries(tx, organization, &sought, 0, 5)?;
    match held.iter().find(|entry| entry.public_id != but) {
        Some(other) => Err(CommandError::field(
            "npi",
            format!(
                "{} has this NPI in the book. Open that entry, or correct the number.",
                other.says.name
            ),
        )),
        None => Ok(()),
    }
}

/// Changes what an entry says; what it said before stays in its history.
///
/// # Errors
/// A field's error when nothing changes or the identifier is somebody else's; `Stale`; `NotFound`.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: &Which,
    command: &ChangeEntry,
) -> Result<(), CommandError> {
    let entry = opened(tx, which)?;
    let changed = differences(&entry.says, &command.says);
    if changed.is_empty() {
        return Err(CommandError::field(
            "",
            "The entry says all of this already.",
        ));
    }
    refuse_held(tx, &which.organization, &command.says, &entry.public_id)?;
    store::rewrite_entry(tx, &entry, &command.says)?;
    let line = |pick: fn(&(String, String)) -> &str| {
        let parts: Vec<&str> = changed.iter().map(pick).collect();
        Some(parts.join("; "))
    };
    let happened = Happened {
        was: line(|pair| &pair.0),
        became: line(|pair| &pair.1),
        why: Some(command.why.clone()),
        ..Happened::new(RequesterEvent::Changed)
    };
    let by = Some(actor.staff_id);
    Ok(store::insert_history(tx, entry.id, by, &happened)?)
}

/// What differs, each as it was and as it is.
fn differences(was: &Particulars, is: &Particulars) -> Vec<(String, String)> {
    let none = || "none".to_owned();
    let npi = |says: &Particulars| says.npi.as_ref().map_or_else(none, Npi::to_string);
    let notes = |says: &Particulars| says.notes.clone().unwrap_or_else(none);
    let class = |says: &Particulars| says.class.label().to_owned();
    let pairs = [
        ("Name", was.name.clone(), is.name.clone()),
        ("Kind", class(was), class(is)),
        ("NPI", npi(was), npi(is)),
        ("Notes", notes(was), notes(is)),
    ];
    let said = |label: &str, text: &str| [label, ": ", text].concat();
    pairs
        .into_iter()
        .filter(|(_, was, is)| was != is)
        .map(|(label, was, is)| (said(label, &was), said(label, &is)))
        .collect()
}
