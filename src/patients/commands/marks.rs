//! Recording what was agreed with a patient, and its end.

use super::{keep_history, opened};
use crate::db::{StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::patients::model::{
    Entry, Happened, Kept, MarkEnd, OtherAddress, PatientEvent, PatientVersion, Restriction,
};
use crate::patients::store;
use crate::staff::model::Actor;
use crate::words::dates;

/// The end of something agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndMark {
    /// Its outer id.
    pub mark: String,
    /// When and why.
    pub end: MarkEnd,
}

/// Records a restriction: from now on every release answers it (164.522(a), B20).
///
/// # Errors
/// `Stale`; `NotFound`.
pub fn restrict(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    agreed: &Restriction,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    store::insert_restriction(tx, &entry, &new_public_id()?, agreed, actor.staff_id)?;
    let became = in_a_line(agreed);
    follow(
        tx,
        actor,
        &entry,
        Happened {
            became: Some(became),
            ..Happened::new(PatientEvent::RestrictionAgreed)
        },
    )
}

/// A restriction in a line.
pub fn in_a_line(agreed: &Restriction) -> String {
    format!(
        "{}; not to {}; since {}",
        agreed.what,
        agreed.withheld_from,
        dates::full(agreed.agreed_on)
    )
}

/// Records where the patient asked to be reached instead (164.522(b), B20). A newer one of the same means takes its place.
///
/// # Errors
/// `Stale`; `NotFound`.
pub fn reach_elsewhere(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    agreed: &OtherAddress,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    store::insert_address(tx, &entry, &new_public_id()?, agreed, actor.staff_id)?;
    follow(
        tx,
        actor,
        &entry,
        Happened {
            became: Some(address_in_a_line(agreed)),
            ..Happened::new(PatientEvent::AddressAgreed)
        },
    )
}

/// Ends a restriction: a new fact beside the first.
///
/// # Errors
/// A field's error when it would end before it was agreed; `NotFound` for another person's or one that ended; `Stale`.
pub fn end_restriction(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    command: &EndMark,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    let ids = store::ids_of_person(tx, entry.id.0)?;
    let found = store::list_restrictions(tx, &ids)?;
    let kept = open_one(found, &command.mark)?;
    refuse_before(kept.agreed.agreed_on, &command.end)?;
    store::end_restriction(tx, kept.id, &command.end, actor.staff_id)?;
    follow(
        tx,
        actor,
        &entry,
        Happened {
            was: Some(in_a_line(&kept.agreed)),
            why: Some(ending(&command.end)),
            ..Happened::new(PatientEvent::RestrictionEnded)
        },
    )
}

/// Ends another address: from then on the home address is used again, unless another one holds.
///
/// # Errors
/// As [`end_restriction`].
pub fn end_elsewhere(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    command: &EndMark,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    let ids = store::ids_of_person(tx, entry.id.0)?;
    let found = store::list_addresses(tx, &ids)?;
    let kept = open_one(found, &command.mark)?;
    refuse_before(kept.agreed.agreed_on, &command.end)?;
    store::end_address(tx, kept.id, &command.end, actor.staff_id)?;
    follow(
        tx,
        actor,
        &entry,
        Happened {
            was: Some(address_in_a_line(&kept.agreed)),
            why: Some(ending(&command.end)),
            ..Happened::new(PatientEvent::AddressEnded)
        },
    )
}

fn address_in_a_line(agreed: &OtherAddress) -> String {
    [agreed.way.label(), ": ", &agreed.text.replace('\n', ", ")].concat()
}

fn open_one<T>(found: Vec<Kept<T>>, mark: &str) -> Result<Kept<T>, StoreError> {
    let mut found = found.into_iter();
    found
        .find(|one| one.public_id == mark && one.is_open())
        .ok_or(StoreError::NotFound)
}

fn refuse_before(agreed_on: chrono::NaiveDate, end: &MarkEnd) -> Result<(), CommandError> {
    if end.on >= agreed_on {
        return Ok(());
    }
    Err(CommandError::field(
        "ended_on",
        format!(
            "It was agreed on {}; it cannot end before.",
            dates::full(agreed_on)
        ),
    ))
}

fn ending(end: &MarkEnd) -> String {
    format!("From {}: {}", dates::full(end.on), end.why)
}

/// What follows from a change of the marks: the version, the columns every reader looks at, the line of history.
fn follow(
    tx: &mut Tx<'_>,
    actor: &Actor,
    entry: &Entry,
    happened: Happened,
) -> Result<(), CommandError> {
    store::touch_entry(tx, entry)?;
    store::rewrite_marks(tx, entry.id)?;
    tx.subject.detail = Some(happened.what.as_str().to_owned());
    keep_history(tx, actor, entry.id, &happened)
}
