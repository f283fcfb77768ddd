//! Other names of the people in the index.

use diesel::prelude::*;

use super::{name_of, unreadable};
use crate::db::schema::patient_names;
use crate::db::{Read, StoreError, Tx};
use crate::patients::model::{Entry, KeptName, OtherName, OtherNameKind, PatientId};
use crate::patients::rules::names::{fold_name, heard_whole};

type Tuple = (String, i64, String, String);

const COLUMNS: (
    patient_names::public_id,
    patient_names::patient_id,
    patient_names::name,
    patient_names::kind,
) = (
    patient_names::public_id,
    patient_names::patient_id,
    patient_names::name,
    patient_names::kind,
);

fn kept((public_id, of, name, kind): Tuple) -> Result<KeptName, StoreError> {
    Ok(KeptName {
        public_id,
        of: PatientId(of),
        name: name_of(&name),
        kind: OtherNameKind::parse(&kind).map_err(unreadable)?,
    })
}

/// The other names of these entries that were not withdrawn, in the order they were added.
///
/// # Errors
/// When the database cannot be read.
pub fn list_names(read: &mut Read<'_>, entries: &[i64]) -> Result<Vec<KeptName>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        patient_names::table
            .filter(patient_names::patient_id.eq_any(entries))
            .filter(patient_names::withdrawn_at.is_null())
            .order(patient_names::id)
            .select(COLUMNS),
    )?;
    rows.into_iter().map(kept).collect()
}

/// The other name of an outer id among these entries.
///
/// # Errors
/// `NotFound` for another person's and for one that was withdrawn.
pub fn find_name(
    read: &mut Read<'_>,
    entries: &[i64],
    public_id: &str,
) -> Result<KeptName, StoreError> {
    let row: Tuple = read.get(
        patient_names::table
            .filter(patient_names::patient_id.eq_any(entries))
            .filter(patient_names::public_id.eq(public_id))
            .filter(patient_names::withdrawn_at.is_null())
            .select(COLUMNS),
    )?;
    kept(row)
}

/// Adds another name to an entry.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_name(
    tx: &mut Tx<'_>,
    entry: &Entry,
    public_id: &str,
    other: &OtherName,
) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(patient_names::table).values((
        patient_names::patient_id.eq(entry.id.0),
        patient_names::name.eq(other.name.family_first()),
        patient_names::folded_name.eq(fold_name(&other.name)),
        patient_names::sound.eq(heard_whole(&other.name)),
        patient_names::organization.eq(&entry.organization),
        patient_names::public_id.eq(public_id),
        patient_names::kind.eq(other.kind.as_str()),
    )))?;
    Ok(())
}

/// Withdraws another name: it stays in the table and finds nobody any more.
///
/// # Errors
/// `Stale` when it was withdrawn meanwhile.
pub fn withdraw_name(tx: &mut Tx<'_>, name: &KeptName) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            patient_names::table
                .filter(patient_names::public_id.eq(&name.public_id))
                .filter(patient_names::withdrawn_at.is_null()),
        )
        .set(patient_names::withdrawn_at.eq(Some(now))),
    )
}
