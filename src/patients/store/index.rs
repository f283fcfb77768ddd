//! Whom a search may mean. A person who was merged is found by everything any of their entries says, and answered once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;

use super::names::list_names;
use super::{entries, history, unreadable};
use crate::db::schema::{patient_former, patient_names, patients};
use crate::db::{Read, StoreError};
use crate::patients::model::{
    Entry, FormerKind, KnownPatient, Mrn, OtherName, PatientId, PersonName, TypedPatient,
};
use crate::patients::rules::names::{first_letters, heard};

/// A patient as the index has them, for choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPatient {
    /// What matching needs.
    pub known: KnownPatient,
    /// The outer id.
    pub public_id: String,
    /// Postal address, if one is held.
    pub address: Option<String>,
}

/// An entry found: its id, and the entry that stands for the person since a merge.
type Found = (i64, Option<i64>);

/// How many rows one way of looking may bring.
const FOUND: i64 = 40;
/// Other names looked at.
const OTHER_NAMES: i64 = 200;
/// Record numbers are compared without leading zeros; the longest written with them.
const LONGEST_MRN: usize = 12;

/// Patients of an organization who share something with what was typed: the beginning of the name or of its sound, in either
/// order, another name, the birth date as written or with month and day swapped, the record number. At most some hundreds.
///
/// # Errors
/// When the database cannot be read.
pub fn list_possible(
    read: &mut Read<'_>,
    organization: &str,
    typed: &TypedPatient,
) -> Result<Vec<IndexedPatient>, StoreError> {
    let mut found: Vec<Found> = Vec::new();
    for name in typed.name.iter().chain(&typed.other_names) {
        found.extend(by_name(read, organization, name)?);
        // Given and family name are swapped easily; a name of one word has nothing to swap.
        if let Ok(turned) = PersonName::parse(&name.given, &name.family) {
            found.extend(by_name(read, organization, &turned)?);
        }
    }
    let ours = patients::table.filter(patients::organization.eq(organization));
    let entry = (patients::id, patients::merged_into);
    if let Some(born_on) = typed.born_on {
        let dates = [Some(born_on), swapped(born_on)];
        let born = ours.filter(patients::born_on.eq_any(dates.into_iter().flatten()));
        found.extend(read.list::<Found, _>(born.order(patients::id).limit(FOUND).select(entry))?);
    }
    if let Some(mrn) = &typed.mrn {
        let same = ours.filter(patients::mrn.eq_any(written_so(mrn)));
        found.extend(read.list::<Found, _>(same.limit(FOUND).select(entry))?);
    }
    let people = found.into_iter().map(|(id, into)| into.unwrap_or(id));
    list_people(read, people)
}

/// The date with month and day swapped, where that is another date (B17).
fn swapped(on: NaiveDate) -> Option<NaiveDate> {
    let other = NaiveDate::from_ymd_opt(on.year(), on.day(), on.month())?;
    (other != on).then_some(other)
}

/// A record number as it may have been written: with any number of leading zeros.
pub(super) fn written_so(mrn: &Mrn) -> Vec<String> {
    let bare = mrn.as_str().trim_start_matches('0');
    let most = LONGEST_MRN.saturating_sub(bare.len());
    let mut forms: Vec<String> = (0..=most)
        .map(|zeros| ["0".repeat(zeros).as_str(), bare].concat())
        .collect();
    forms.push(mrn.as_str().to_owned());
    forms
}

/// Names in use and other names that begin as the typed one does, written or heard: the family name and the first given
/// letter.
fn by_name(
    read: &mut Read<'_>,
    organization: &str,
    name: &PersonName,
) -> Result<Vec<Found>, StoreError> {
    let ours = patients::table.filter(patients::organization.eq(organization));
    let entry = (patients::id, patients::merged_into);
    let others = patient_names::table
        .filter(patient_names::organization.eq(organization))
        .filter(patient_names::withdrawn_at.is_null())
        .select(patient_names::patient_id);
    let mut found: Vec<Found> = Vec::new();
    // The names first, then their patients: joined, the embedded database would read every patient.
    let mut named: Vec<i64> = Vec::new();
    let from = first_letters(name);
    if !from.is_empty() {
        let to = [from.as_str(), "\u{10ffff}"].concat();
        let written = ours
            .filter(patients::folded_name.ge(from.clone()))
            .filter(patients::folded_name.le(to.clone()))
            .order(patients::folded_name);
        found.extend(read.list::<Found, _>(written.limit(FOUND).select(entry))?);
        let written = others
            .filter(patient_names::folded_name.ge(from))
            .filter(patient_names::folded_name.le(to))
            .order(patient_names::folded_name);
        named.extend(read.list::<i64, _>(written.limit(OTHER_NAMES))?);
    }
    let from = heard(name);
    if !from.is_empty() {
        let to = [from.as_str(), "\u{10ffff}"].concat();
        let sounds = ours
            .filter(patients::sound.ge(from.clone()))
            .filter(patients::sound.le(to.clone()))
            .order(patients::sound);
        found.extend(read.list::<Found, _>(sounds.limit(FOUND).select(entry))?);
        let sounds = others
            .filter(patient_names::sound.ge(from))
            .filter(patient_names::sound.le(to))
            .order(patient_names::sound);
        named.extend(read.list::<i64, _>(sounds.limit(OTHER_NAMES))?);
    }
    if !named.is_empty() {
        let of_names = ours.filter(patients::id.eq_any(named)).order(patients::id);
        found.extend(read.list::<Found, _>(of_names.limit(FOUND).select(entry))?);
    }
    Ok(found)
}

/// Patients of an organization who can be called at a number, now or before.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_phone(
    read: &mut Read<'_>,
    organization: &str,
    phone: &str,
) -> Result<Vec<IndexedPatient>, StoreError> {
    let ours = patients::table.filter(patients::organization.eq(organization));
    let entry = (patients::id, patients::merged_into);
    let mut found: Vec<Found> = read.list(
        ours.filter(patients::phone.eq(phone))
            .order(patients::id)
            .limit(FOUND)
            .select(entry),
    )?;
    let before: Vec<i64> = read.list(
        patient_former::table
            .filter(patient_former::kind.eq(FormerKind::Phone.as_str()))
            .filter(patient_former::text.eq(phone))
            .order(patient_former::id)
            .limit(FOUND)
            .select(patient_former::patient_id),
    )?;
    if !before.is_empty() {
        let of_before = ours.filter(patients::id.eq_any(before));
        found.extend(read.list::<Found, _>(of_before.select(entry))?);
    }
    let people = found.into_iter().map(|(id, into)| into.unwrap_or(id));
    list_people(read, people)
}

/// People by the ids of the entries that stand for them, each with everything their merged entries say, by id.
///
/// # Errors
/// When the database cannot be read.
pub fn list_people(
    read: &mut Read<'_>,
    people: impl IntoIterator<Item = i64>,
) -> Result<Vec<IndexedPatient>, StoreError> {
    let people: BTreeSet<i64> = people.into_iter().collect();
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let entries = entries::list_entries(read, &people.into_iter().collect::<Vec<_>>())?;
    let ids: Vec<i64> = entries.iter().map(|entry| entry.id.0).collect();
    let names = list_names(read, &ids)?;
    let former = history::list_former(read, &ids)?;
    let mut whole: BTreeMap<PatientId, IndexedPatient> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.merged_into.is_none()) {
        whole.insert(entry.id, of_entry(entry));
    }
    let person = |id: PatientId| {
        entries
            .iter()
            .find(|entry| entry.id == id)
            .map(Entry::person)
    };
    for entry in entries.iter().filter(|entry| entry.merged_into.is_some()) {
        if let Some(survivor) = whole.get_mut(&entry.person()) {
            join(&mut survivor.known, entry);
        }
    }
    for name in names {
        if let Some(survivor) = person(name.of).and_then(|id| whole.get_mut(&id)) {
            survivor.known.other_names.push(OtherName {
                name: name.name,
                kind: name.kind,
            });
        }
    }
    for (of, one) in former {
        if let Some(survivor) = person(of).and_then(|id| whole.get_mut(&id)) {
            match one.kind {
                FormerKind::Address => survivor.known.addresses.push(one.text),
                FormerKind::Phone => survivor.known.phones.push(one.text),
                FormerKind::Email => {}
            }
        }
    }
    Ok(whole.into_values().collect())
}

/// The person each of these entries belongs to, merged or not.
///
/// # Errors
/// When the database cannot be read.
pub fn list_persons_of(
    read: &mut Read<'_>,
    entries: &[i64],
) -> Result<Vec<(PatientId, IndexedPatient)>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<Found> = read.list(
        patients::table
            .filter(patients::id.eq_any(entries))
            .select((patients::id, patients::merged_into)),
    )?;
    let people = list_people(read, found.iter().map(|(id, into)| into.unwrap_or(*id)))?;
    let whose = |person: i64| people.iter().find(|one| one.known.id.0 == person).cloned();
    Ok(found
        .into_iter()
        .filter_map(|(id, into)| Some((PatientId(id), whose(into.unwrap_or(id))?)))
        .collect())
}

fn of_entry(entry: &Entry) -> IndexedPatient {
    let says = &entry.says;
    IndexedPatient {
        known: KnownPatient {
            id: entry.id,
            name: says.name.clone(),
            other_names: Vec::new(),
            born_on: says.born_on,
            other_births: Vec::new(),
            mrns: says.mrn.iter().cloned().collect(),
            phones: says.phone.iter().cloned().collect(),
            addresses: says.address.iter().cloned().collect(),
        },
        public_id: entry.public_id.clone(),
        address: says.address.clone(),
    }
}

/// What an entry says, added to the person it was merged into.
fn join(known: &mut KnownPatient, merged: &Entry) {
    let says = &merged.says;
    if says.name != known.name {
        known.other_names.push(OtherName {
            name: says.name.clone(),
            kind: crate::patients::model::OtherNameKind::Alias,
        });
    }
    known
        .other_births
        .extend(says.born_on.filter(|on| Some(*on) != known.born_on));
    known.mrns.extend(says.mrn.iter().cloned());
    known.phones.extend(says.phone.iter().cloned());
    known.addresses.extend(says.address.iter().cloned());
}

/// The patient of an outer id in an organization; the survivor, if that entry was merged.
///
/// # Errors
/// When the database cannot be read.
pub fn find_by_public_id(
    read: &mut Read<'_>,
    organization: &str,
    public_id: &str,
) -> Result<Option<IndexedPatient>, StoreError> {
    match entries::find_entry(read, organization, public_id)? {
        None => Ok(None),
        Some(entry) => {
            let found = list_people(read, [entry.person().0])?.pop();
            found
                .map(Some)
                .ok_or_else(|| unreadable("it was merged into nobody"))
        }
    }
}
