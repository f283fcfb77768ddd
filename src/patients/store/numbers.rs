//! Entries by the numbers an index of the hospital knows them by, and what an entry has besides.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::index::written_so;
use super::{entries, name_of};
use crate::db::schema::{patient_names, patients};
use crate::db::{Read, StoreError};
use crate::patients::model::{Entry, Mrn, PatientId, PersonName};
use crate::patients::rules::names::fold_name;

/// The entries of an organization that hold one of these record numbers, with or without leading zeros; merged ones too.
///
/// # Errors
/// When the database cannot be read.
pub fn list_holders(
    read: &mut Read<'_>,
    organization: &str,
    numbers: &[&Mrn],
) -> Result<Vec<Entry>, StoreError> {
    let forms: Vec<String> = numbers.iter().flat_map(|mrn| written_so(mrn)).collect();
    let ids: Vec<i64> = read.list(
        patients::table
            .filter(patients::organization.eq(organization))
            .filter(patients::mrn.eq_any(forms))
            .select(patients::id),
    )?;
    list_of_ids(read, &ids)
}

/// The entries of these inner ids, merged or not.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_ids(read: &mut Read<'_>, ids: &[i64]) -> Result<Vec<Entry>, StoreError> {
    let mut entries = entries::list_entries(read, ids)?;
    entries.retain(|entry| ids.contains(&entry.id.0));
    Ok(entries)
}

/// The names and birth dates of people without a record number who have one of these names and a birth date.
///
/// # Errors
/// When the database cannot be read.
pub fn list_unnumbered(
    read: &mut Read<'_>,
    organization: &str,
    names: &[&PersonName],
) -> Result<Vec<(String, NaiveDate)>, StoreError> {
    let folded: Vec<String> = names.iter().map(|name| fold_name(name)).collect();
    let rows: Vec<(String, Option<NaiveDate>)> = read.list(
        patients::table
            .filter(patients::organization.eq(organization))
            .filter(patients::folded_name.eq_any(folded))
            .filter(patients::mrn.is_null())
            .filter(patients::merged_into.is_null())
            .select((patients::folded_name, patients::born_on)),
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|(name, born_on)| Some((name, born_on?)))
        .collect())
}

/// Every other name of these entries, each with whether it stands or was withdrawn.
///
/// # Errors
/// When the database cannot be read.
pub fn list_every_name(
    read: &mut Read<'_>,
    entries: &[i64],
) -> Result<BTreeMap<PatientId, Vec<(PersonName, bool)>>, StoreError> {
    let rows: Vec<(i64, String, Option<chrono::NaiveDateTime>)> = read.list(
        patient_names::table
            .filter(patient_names::patient_id.eq_any(entries))
            .order(patient_names::id)
            .select((
                patient_names::patient_id,
                patient_names::name,
                patient_names::withdrawn_at,
            )),
    )?;
    let mut names: BTreeMap<PatientId, Vec<(PersonName, bool)>> = BTreeMap::new();
    for (of, name, withdrawn) in rows {
        let one = (name_of(&name), withdrawn.is_none());
        names.entry(PatientId(of)).or_default().push(one);
    }
    Ok(names)
}
