//! Imports as they are remembered, and what they last said of each record number.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::model::{Counts, Import, Wrote};
use crate::db::schema::{patient_import_rows as r, patient_imports as i};
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::PatientId;

/// Imports a page shows.
const SHOWN: i64 = 100;

/// What imports last said of a record number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// The entry.
    pub patient: PatientId,
    /// The hash of the row.
    pub digest: String,
    /// What they wrote into the entry.
    pub wrote: Wrote,
}

/// Remembers that an import begins; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_import(
    tx: &mut Tx<'_>,
    organization: &str,
    by: &str,
    sha256: &str,
) -> Result<i64, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(i::table)
            .values((
                i::organization.eq(organization),
                i::begun_at.eq(now),
                i::begun_by.eq(by),
                i::sha256.eq(sha256),
            ))
            .returning(i::id),
    )
}

/// Adds what came of some rows to an import that runs.
///
/// # Errors
/// `Stale` when it has ended.
pub fn count_rows(tx: &mut Tx<'_>, import: i64, counts: Counts) -> Result<(), StoreError> {
    let running = i::table
        .filter(i::id.eq(import))
        .filter(i::ended_at.is_null());
    tx.change_one(diesel::update(running).set((
        i::added.eq(i::added + counts.added),
        i::changed.eq(i::changed + counts.changed),
        i::unchanged.eq(i::unchanged + counts.unchanged),
        i::rejected.eq(i::rejected + counts.rejected),
        i::differences.eq(i::differences + counts.differences),
    )))
}

/// Remembers that an import has ended.
///
/// # Errors
/// `Stale` when it has ended before.
pub fn end_import(tx: &mut Tx<'_>, import: i64) -> Result<(), StoreError> {
    let now = tx.now();
    let running = i::table
        .filter(i::id.eq(import))
        .filter(i::ended_at.is_null());
    tx.change_one(diesel::update(running).set(i::ended_at.eq(Some(now))))
}

type Tuple = (
    NaiveDateTime,
    String,
    String,
    Option<NaiveDateTime>,
    (i64, i64, i64, i64, i64),
);

/// The imports into the index of an organization, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_imports(read: &mut Read<'_>, organization: &str) -> Result<Vec<Import>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        i::table
            .filter(i::organization.eq(organization))
            .order(i::id.desc())
            .limit(SHOWN)
            .select((
                i::begun_at,
                i::begun_by,
                i::sha256,
                i::ended_at,
                (
                    i::added,
                    i::changed,
                    i::unchanged,
                    i::rejected,
                    i::differences,
                ),
            )),
    )?;
    let import = |(begun_at, begun_by, sha256, ended_at, counts): Tuple| {
        let (added, changed, unchanged, rejected, differences) = counts;
        Import {
            begun_at,
            begun_by,
            sha256,
            ended_at,
            counts: Counts {
                added,
                changed,
                unchanged,
                rejected,
                differences,
            },
        }
    };
    Ok(rows.into_iter().map(import).collect())
}

/// What imports last said of these record numbers, written without leading zeros.
///
/// # Errors
/// When the database cannot be read.
pub fn list_last(
    read: &mut Read<'_>,
    organization: &str,
    numbers: &[&str],
) -> Result<BTreeMap<String, Last>, StoreError> {
    let rows: Vec<(String, i64, String, String)> = read.list(
        r::table
            .filter(r::organization.eq(organization))
            .filter(r::number.eq_any(numbers))
            .select((r::number, r::patient_id, r::digest, r::wrote)),
    )?;
    rows.into_iter()
        .map(|(number, patient, digest, wrote)| {
            let wrote = serde_json::from_str(&wrote)
                .map_err(|_| StoreError::Failed("what an import wrote is unreadable".to_owned()))?;
            let last = Last {
                patient: PatientId(patient),
                digest,
                wrote,
            };
            Ok((number, last))
        })
        .collect()
}

/// Keeps what an import says of a record number now.
///
/// # Errors
/// When it cannot be stored.
pub fn keep_last(
    tx: &mut Tx<'_>,
    import: i64,
    organization: &str,
    number: &str,
    last: &Last,
) -> Result<(), StoreError> {
    let wrote =
        serde_json::to_string(&last.wrote).map_err(|e| StoreError::Failed(e.to_string()))?;
    let values = (
        r::patient_id.eq(last.patient.0),
        r::digest.eq(&last.digest),
        r::wrote.eq(wrote),
        r::import_id.eq(import),
    );
    let key = (r::organization.eq(organization), r::number.eq(number));
    let before = r::table
        .filter(r::organization.eq(organization))
        .filter(r::number.eq(number));
    if tx.execute(diesel::update(before).set(values.clone()))? == 0 {
        tx.execute(diesel::insert_into(r::table).values((key, values)))?;
    }
    Ok(())
}
