//! What happened to entries, in order and never changed, and what they said before.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{patient_former as f, patient_history as h, staff};
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::{Former, FormerKind, Happened, HistoryLine, PatientEvent, PatientId};

/// Lines of history a page shows.
const SHOWN: i64 = 100;

/// Adds a line to the history of an entry.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_history(
    tx: &mut Tx<'_>,
    entry: PatientId,
    by: Option<i64>,
    happened: &Happened,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(h::table).values((
        h::patient_id.eq(entry.0),
        h::at.eq(now),
        h::staff_id.eq(by),
        h::what.eq(happened.what.as_str()),
        h::was.eq(happened.was.as_deref()),
        h::became.eq(happened.became.as_deref()),
        h::why.eq(happened.why.as_deref()),
    )))?;
    Ok(())
}

type Tuple = (
    NaiveDateTime,
    Option<String>,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// What happened to these entries, the newest first, at most a hundred lines. A merge stands with both entries and is
/// said once.
///
/// # Errors
/// When the database cannot be read.
pub fn list_history(read: &mut Read<'_>, entries: &[i64]) -> Result<Vec<HistoryLine>, StoreError> {
    let mut rows: Vec<Tuple> = read.list(
        h::table
            .left_join(staff::table)
            .filter(h::patient_id.eq_any(entries))
            .order(h::id.desc())
            .limit(SHOWN)
            .select((
                h::at,
                staff::name.nullable(),
                h::what,
                h::was,
                h::became,
                h::why,
            )),
    )?;
    rows.dedup();
    rows.into_iter()
        .map(|(at, by, what, was, became, why)| {
            Ok(HistoryLine {
                at,
                by,
                happened: Happened {
                    what: PatientEvent::parse(&what).map_err(unreadable)?,
                    was,
                    became,
                    why,
                },
            })
        })
        .collect()
}

/// Keeps what an entry said before it was changed.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_former(
    tx: &mut Tx<'_>,
    entry: PatientId,
    kind: FormerKind,
    text: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(f::table).values((
        f::patient_id.eq(entry.0),
        f::kind.eq(kind.as_str()),
        f::text.eq(text),
        f::until_at.eq(now),
    )))?;
    Ok(())
}

/// What these entries said before, each with its entry, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_former(
    read: &mut Read<'_>,
    entries: &[i64],
) -> Result<Vec<(PatientId, Former)>, StoreError> {
    let rows: Vec<(i64, String, String, NaiveDateTime)> = read.list(
        f::table
            .filter(f::patient_id.eq_any(entries))
            .order(f::id)
            .select((f::patient_id, f::kind, f::text, f::until_at)),
    )?;
    rows.into_iter()
        .map(|(of, kind, text, until_at)| {
            let kind = FormerKind::parse(&kind).map_err(unreadable)?;
            let former = Former {
                kind,
                text,
                until_at,
            };
            Ok((PatientId(of), former))
        })
        .collect()
}
