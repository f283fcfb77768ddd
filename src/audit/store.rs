//! Audit rows and seals in the database. Rows are inserted, never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::model::{Entry, Outcome};
use super::seal::AuditKey;
use crate::db::schema::{audit_rows, audit_seals, audit_unsealed};
use crate::db::{Read, StoreError, Tx};

/// Appends one row of evidence, signed; the sealer of the same transaction numbers it.
///
/// # Errors
/// When the row cannot be stored: then nothing it was evidence of may be shown or kept.
pub fn append(tx: &mut Tx<'_>, key: &AuditKey, entry: &Entry) -> Result<(), StoreError> {
    let id: i64 = tx.returning(
        diesel::insert_into(audit_rows::table)
            .values((
                audit_rows::at.eq(entry.at),
                audit_rows::staff_id.eq(entry.staff_id),
                audit_rows::acting_site.eq(&entry.acting_site),
                audit_rows::event.eq(&entry.event),
                audit_rows::outcome.eq(entry.outcome.as_str()),
                audit_rows::request_id.eq(entry.request_id),
                audit_rows::patient_id.eq(entry.patient_id),
                audit_rows::listed.eq(&entry.listed),
                audit_rows::detail.eq(&entry.detail),
                audit_rows::mac.eq(key.sign(&entry.canonical())),
            ))
            .returning(audit_rows::id),
    )?;
    if tx.is_sqlite() {
        return Ok(());
    }
    tx.execute(diesel::insert_into(audit_unsealed::table).values((
        audit_unsealed::audit_id.eq(id),
        audit_unsealed::at.eq(entry.at),
    )))?;
    Ok(())
}

/// Whether any evidence exists.
///
/// # Errors
/// When the database cannot be read.
pub fn any_row(read: &mut Read<'_>) -> Result<bool, StoreError> {
    let first: Option<i64> = read.find(audit_rows::table.limit(1).select(audit_rows::id))?;
    Ok(first.is_some())
}

/// A stored row, with what it was signed with.
pub(super) struct StoredRow {
    pub id: i64,
    pub entry: Entry,
    pub mac: Vec<u8>,
}

type RowTuple = (
    i64,
    NaiveDateTime,
    Option<i64>,
    Option<String>,
    String,
    String,
    Option<i64>,
    Option<i64>,
    Option<String>,
    Option<String>,
    Vec<u8>,
);

/// Rows after `after`, in order of id, at most `limit`.
pub(super) fn list_rows(
    read: &mut Read<'_>,
    after: i64,
    limit: i64,
) -> Result<Vec<StoredRow>, StoreError> {
    let rows: Vec<RowTuple> = read.list(
        audit_rows::table
            .filter(audit_rows::id.gt(after))
            .order(audit_rows::id)
            .limit(limit)
            .select(audit_rows::all_columns),
    )?;
    rows.into_iter().map(stored_row).collect()
}

fn stored_row(row: RowTuple) -> Result<StoredRow, StoreError> {
    let (
        id,
        at,
        staff_id,
        acting_site,
        event,
        outcome,
        request_id,
        patient_id,
        listed,
        detail,
        mac,
    ) = row;
    let outcome = Outcome::parse(&outcome).map_err(|e| StoreError::Failed(e.to_string()))?;
    let entry = Entry {
        at,
        staff_id,
        acting_site,
        event,
        outcome,
        request_id,
        patient_id,
        listed,
        detail,
    };
    Ok(StoredRow { id, entry, mac })
}

/// One seal: the rows it numbers and the chained code over them.
#[derive(Debug, Clone)]
pub(super) struct Seal {
    pub seq: i64,
    pub at: NaiveDateTime,
    pub row_ids: Vec<i64>,
    pub chain: Vec<u8>,
}

/// The newest seal, if any.
pub(super) fn find_last_seal(read: &mut Read<'_>) -> Result<Option<Seal>, StoreError> {
    let row: Option<(i64, NaiveDateTime, String, Vec<u8>)> = read.find(
        audit_seals::table
            .order(audit_seals::seq.desc())
            .limit(1)
            .select((
                audit_seals::seq,
                audit_seals::at,
                audit_seals::row_ids,
                audit_seals::chain,
            )),
    )?;
    row.map(seal_of).transpose()
}

/// Seals after `after`, in order, at most `limit`.
pub(super) fn list_seals(
    read: &mut Read<'_>,
    after: i64,
    limit: i64,
) -> Result<Vec<Seal>, StoreError> {
    let rows: Vec<(i64, NaiveDateTime, String, Vec<u8>)> = read.list(
        audit_seals::table
            .filter(audit_seals::seq.gt(after))
            .order(audit_seals::seq)
            .limit(limit)
            .select((
                audit_seals::seq,
                audit_seals::at,
                audit_seals::row_ids,
                audit_seals::chain,
            )),
    )?;
    rows.into_iter().map(seal_of).collect()
}

fn seal_of(
    (seq, at, row_ids, chain): (i64, NaiveDateTime, String, Vec<u8>),
) -> Result<Seal, StoreError> {
    Ok(Seal {
        seq,
        at,
        row_ids: unpack_ranges(&row_ids)?,
        chain,
    })
}

/// Stores a seal.
pub(super) fn insert_seal(tx: &mut Tx<'_>, seal: &Seal) -> Result<(), StoreError> {
    let count = i64::try_from(seal.row_ids.len()).unwrap_or(i64::MAX);
    tx.execute(diesel::insert_into(audit_seals::table).values((
        audit_seals::seq.eq(seal.seq),
        audit_seals::at.eq(seal.at),
        audit_seals::row_ids.eq(pack_ranges(&seal.row_ids)),
        audit_seals::row_count.eq(count),
        audit_seals::chain.eq(&seal.chain),
    )))?;
    Ok(())
}

/// Codes of the rows after `after`: on the embedded database, what this batch wrote.
pub(super) fn list_macs_after(
    read: &mut Read<'_>,
    after: i64,
) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    read.list(
        audit_rows::table
            .filter(audit_rows::id.gt(after))
            .order(audit_rows::id)
            .select((audit_rows::id, audit_rows::mac)),
    )
}

/// Codes of rows that wait for a seal, oldest first.
pub(super) fn list_unsealed(
    read: &mut Read<'_>,
    limit: i64,
) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    read.list(
        audit_unsealed::table
            .inner_join(audit_rows::table.on(audit_rows::id.eq(audit_unsealed::audit_id)))
            .order(audit_unsealed::audit_id)
            .limit(limit)
            .select((audit_rows::id, audit_rows::mac)),
    )
}

/// The oldest moment a row has waited since, if one waits.
pub(super) fn find_oldest_unsealed(
    read: &mut Read<'_>,
) -> Result<Option<NaiveDateTime>, StoreError> {
    read.find(
        audit_unsealed::table
            .order(audit_unsealed::at)
            .limit(1)
            .select(audit_unsealed::at),
    )
}

/// Takes sealed rows off the waiting list.
pub(super) fn clear_unsealed(tx: &mut Tx<'_>, ids: &[i64]) -> Result<(), StoreError> {
    tx.execute(diesel::delete(
        audit_unsealed::table.filter(audit_unsealed::audit_id.eq_any(ids)),
    ))?;
    Ok(())
}

/// Writes ids as `1-5,7,9-12`.
pub(super) fn pack_ranges(ids: &[i64]) -> String {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for &id in ids {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == id => *end = id,
            _ => runs.push((id, id)),
        }
    }
    let words: Vec<String> = runs
        .iter()
        .map(|(a, b)| {
            if a == b {
                a.to_string()
            } else {
                format!("{a}-{b}")
            }
        })
        .collect();
    words.join(",")
}

fn unpack_ranges(text: &str) -> Result<Vec<i64>, StoreError> {
    let bad = || StoreError::Failed("a seal names its rows unreadably".to_owned());
    let mut ids = Vec::new();
    for run in text.split(',').filter(|r| !r.is_empty()) {
        let (a, b) = run.split_once('-').unwrap_or((run, run));
        let (a, b): (i64, i64) = (a.parse().map_err(|_| bad())?, b.parse().map_err(|_| bad())?);
        if b < a || b - a > 1_000_000 {
            return Err(bad());
        }
        ids.extend(a..=b);
    }
    Ok(ids)
}

/// Whether rows wait for a seal, where several machines share the database.
///
/// # Errors
/// When the database cannot be read.
pub fn any_unsealed(read: &mut Read<'_>) -> Result<bool, StoreError> {
    let first: Option<i64> = read.find(
        audit_unsealed::table
            .select(audit_unsealed::audit_id)
            .limit(1),
    )?;
    Ok(first.is_some())
}
