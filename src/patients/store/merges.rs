//! Merges: facts that are added and undone, and the pointer that follows from them.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{patient_merges as m, patients, staff};
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::{Entry, Merge, PatientId, Undone};

#[derive(Queryable, Selectable)]
#[diesel(table_name = m)]
struct Row {
    id: i64,
    public_id: String,
    merged_id: i64,
    survivor_id: i64,
    why: String,
    merged_by: i64,
    merged_at: NaiveDateTime,
    undone_by: Option<i64>,
    undone_at: Option<NaiveDateTime>,
    undone_why: Option<String>,
}

fn merges(read: &mut Read<'_>, rows: Vec<Row>) -> Result<Vec<Merge>, StoreError> {
    let by = rows
        .iter()
        .flat_map(|row| [Some(row.merged_by), row.undone_by]);
    let by: Vec<i64> = by.flatten().collect();
    let names: Vec<(i64, String)> = if by.is_empty() {
        Vec::new()
    } else {
        read.list(
            staff::table
                .filter(staff::id.eq_any(by))
                .select((staff::id, staff::name)),
        )?
    };
    let names: BTreeMap<i64, String> = names.into_iter().collect();
    let name = |id: i64| names.get(&id).cloned().ok_or(StoreError::NotFound);
    rows.into_iter()
        .map(|row| {
            let undone = match (row.undone_by, row.undone_at, row.undone_why) {
                (Some(by), Some(at), Some(why)) => Some(Undone {
                    by: name(by)?,
                    at,
                    why,
                }),
                _ => None,
            };
            Ok(Merge {
                id: row.id,
                public_id: row.public_id,
                merged: PatientId(row.merged_id),
                survivor: PatientId(row.survivor_id),
                why: row.why,
                by: name(row.merged_by)?,
                at: row.merged_at,
                undone,
            })
        })
        .collect()
}

/// Every merge these entries had a part in, the newest first, undone ones included.
///
/// # Errors
/// When the database cannot be read.
pub fn list_merges(read: &mut Read<'_>, entries: &[i64]) -> Result<Vec<Merge>, StoreError> {
    let rows: Vec<Row> = read.list(
        m::table
            .filter(
                m::merged_id
                    .eq_any(entries)
                    .or(m::survivor_id.eq_any(entries)),
            )
            .order(m::id.desc())
            .select(Row::as_select()),
    )?;
    merges(read, rows)
}

/// The merges of these entries that were not undone: the merged entry and the one it was merged into.
///
/// # Errors
/// When the database cannot be read.
pub fn list_open_merges(
    read: &mut Read<'_>,
    entries: &[i64],
) -> Result<Vec<(PatientId, PatientId)>, StoreError> {
    let rows: Vec<(i64, i64)> = read.list(
        m::table
            .filter(m::merged_id.eq_any(entries))
            .filter(m::undone_at.is_null())
            .select((m::merged_id, m::survivor_id)),
    )?;
    let pairs = rows.into_iter();
    Ok(pairs
        .map(|(merged, survivor)| (PatientId(merged), PatientId(survivor)))
        .collect())
}

/// The merge of an outer id that one of these entries was merged by.
///
/// # Errors
/// `NotFound` for other people's.
pub fn find_merge(
    read: &mut Read<'_>,
    entries: &[i64],
    public_id: &str,
) -> Result<Merge, StoreError> {
    let row: Row = read.get(
        m::table
            .filter(m::public_id.eq(public_id))
            .filter(m::merged_id.eq_any(entries))
            .select(Row::as_select()),
    )?;
    merges(read, vec![row])?.pop().ok_or(StoreError::NotFound)
}

/// Writes down that an entry was merged into another.
///
/// # Errors
/// A constraint when it is merged already.
pub fn insert_merge(
    tx: &mut Tx<'_>,
    public_id: &str,
    (merged, survivor): (&Entry, &Entry),
    why: &str,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(m::table).values((
        m::public_id.eq(public_id),
        m::merged_id.eq(merged.id.0),
        m::survivor_id.eq(survivor.id.0),
        m::why.eq(why),
        m::merged_by.eq(by),
        m::merged_at.eq(now),
    )))?;
    Ok(())
}

/// Writes down that a merge was undone.
///
/// # Errors
/// `Stale` when it was undone meanwhile.
pub fn set_undone(tx: &mut Tx<'_>, merge: &Merge, why: &str, by: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            m::table
                .filter(m::id.eq(merge.id))
                .filter(m::undone_at.is_null()),
        )
        .set((
            m::undone_by.eq(Some(by)),
            m::undone_at.eq(Some(now)),
            m::undone_why.eq(Some(why)),
        )),
    )
}

/// Points entries at the one that stands for their person; none for those that stand for themselves.
///
/// # Errors
/// When it cannot be stored.
pub fn point_to(
    tx: &mut Tx<'_>,
    entries: &[PatientId],
    survivor: Option<PatientId>,
) -> Result<(), StoreError> {
    let ids: Vec<i64> = entries.iter().map(|id| id.0).collect();
    tx.execute(
        diesel::update(patients::table.filter(patients::id.eq_any(ids)))
            .set(patients::merged_into.eq(survivor.map(|id| id.0))),
    )?;
    Ok(())
}
