//! Making a kit, and accounting for its sheets.

use super::model::{Kit, Outcome, Sheet, Version};
use super::rules;
use super::store::{self, NewKit};
use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::commands::{open, record};
use crate::requests::model::Event;
use crate::staff::model::Actor;

/// Makes a kit: its numbers are taken from now on, whether it is used or not.
///
/// # Errors
/// When it cannot be stored.
pub fn make_kit(tx: &mut Tx<'_>, actor: &Actor, new: &NewKit) -> Result<(), CommandError> {
    tx.subject.detail = Some(format!("{} downtime sheets", new.sheets.len()));
    Ok(store::insert_kit(tx, new, actor.staff_id)?)
}

/// How a sheet that holds no request is put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PutAway {
    /// Nobody wrote on it.
    Blank,
    /// It is spoiled or lost, with the reason.
    Spoiled(String),
}

/// Puts away a sheet that holds no request.
///
/// # Errors
/// A refusal when it is accounted for; `Stale`; `NotFound`.
pub fn put_away(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (kit, sheet): (&str, &str),
    version: Version,
    how: &PutAway,
) -> Result<(), CommandError> {
    let (_, sheet) = seen(tx, actor, kit, sheet, version)?;
    rules::may_settle(&sheet)?;
    let (outcome, why) = match how {
        PutAway::Blank => (Outcome::Blank, None),
        PutAway::Spoiled(why) => (Outcome::Spoiled, Some(why.as_str())),
    };
    tx.subject.detail = Some(format!("{}: {}", sheet.number, outcome.as_str()));
    Ok(store::settle(
        tx,
        &sheet,
        outcome,
        None,
        why,
        actor.staff_id,
    )?)
}

/// Accounts for every sheet that is out as blank: the person holds as many as are out.
///
/// # Errors
/// A refusal that names the numbers when the counts differ; `NotFound`.
pub fn rest_is_blank(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kit: &str,
    counted: i64,
) -> Result<(), CommandError> {
    let kit = store::get_kit(tx, kit, &actor.sites)?;
    rules::all_blank(&kit, counted)?;
    tx.subject.detail = Some(format!("{counted} downtime sheets blank"));
    for sheet in kit.out() {
        store::settle(tx, sheet, Outcome::Blank, None, None, actor.staff_id)?;
    }
    Ok(())
}

/// Accounts for a sheet by the request it was keyed back as, which names the sheet on its timeline.
///
/// # Errors
/// A refusal when it is accounted for; `Stale`; `NotFound`.
pub fn settle_as_request(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    (kit, sheet): (&str, &str),
    version: Version,
    request: &str,
) -> Result<(), CommandError> {
    let (kit, sheet) = seen(tx, actor, kit, sheet, version)?;
    rules::may_settle(&sheet)?;
    let mut opened = open(tx, facilities, request, &actor.sites, None)?;
    let (id, by) = (opened.request.id, actor.staff_id);
    store::settle(tx, &sheet, Outcome::Request, Some(id), None, by)?;
    let text = format!(
        "Keyed back from downtime sheet {}, printed for {}.",
        sheet.number,
        crate::words::dates::full(kit.for_day)
    );
    record(tx, &mut opened, Some(by), &Event::NoteAdded { text })
}

/// A kit and one of its sheets, as the person saw the sheet.
fn seen(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kit: &str,
    sheet: &str,
    version: Version,
) -> Result<(Kit, Sheet), CommandError> {
    let kit = store::get_kit(tx, kit, &actor.sites)?;
    let found = find_sheet(&kit, sheet)?.clone();
    if found.version != version {
        rules::may_settle(&found)?;
        return Err(StoreError::Stale.into());
    }
    Ok((kit, found))
}

/// A sheet of a kit.
///
/// # Errors
/// `NotFound`.
pub fn find_sheet<'a>(kit: &'a Kit, public_id: &str) -> Result<&'a Sheet, StoreError> {
    let mut sheets = kit.sheets.iter();
    sheets
        .find(|sheet| sheet.public_id == public_id)
        .ok_or(StoreError::NotFound)
}
