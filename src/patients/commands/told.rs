//! What the hospital's own systems say of a person, brought into the index with its source.

use crate::db::{StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::patients::model::{
    Entry, FormerKind, Happened, OtherName, Particulars, PatientEvent, PatientId,
};
use crate::patients::rules::changes::{differences, in_two_lines};
use crate::patients::store::{self, NewPatient};

/// What a system of the hospital says of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What the entry says from now on.
    pub says: Particulars,
    /// Other names the entry does not have yet.
    pub names: Vec<OtherName>,
    /// Telephone numbers of before it does not have yet.
    pub former_phones: Vec<String>,
    /// Addresses of before it does not have yet.
    pub former_addresses: Vec<String>,
    /// Where it comes from, in words for the history.
    pub source: String,
    /// Who brought it in; nobody for the command line.
    pub by: Option<i64>,
}

/// Adds a person a system of the hospital knows and the index does not.
///
/// # Errors
/// A unique constraint when the record number is held already.
pub fn add_told(
    tx: &mut Tx<'_>,
    organization: &str,
    told: &Told,
) -> Result<PatientId, CommandError> {
    let says = told.says.clone();
    let new = NewPatient {
        name: says.name,
        born_on: says.born_on,
        mrn: says.mrn,
        phone: says.phone,
        email: says.email,
        address: says.address,
    };
    let id = store::insert_patient(tx, organization, &new_public_id()?, &new)?;
    let happened = Happened {
        why: Some(told.source.clone()),
        ..Happened::new(PatientEvent::Imported)
    };
    if told.says.deceased_on.is_some() || !told.names.is_empty() {
        let entry = store::get_entry(tx, id)?;
        if told.says.deceased_on.is_some() {
            store::change_entry(tx, &entry, &told.says)?;
        }
        add_names(tx, &entry, &told.names)?;
    }
    add_former(tx, id, told)?;
    store::insert_history(tx, id, told.by, &happened)?;
    Ok(id)
}

/// Changes an entry to what a system of the hospital says. What it said before still finds the person (B17).
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn change_told(tx: &mut Tx<'_>, entry: &Entry, told: &Told) -> Result<(), CommandError> {
    let mut names = told.names.clone();
    if told.says.name != entry.says.name {
        let known = store::list_names(tx, &[entry.id.0])?;
        if known.iter().all(|one| one.name != entry.says.name) {
            names.push(OtherName {
                name: entry.says.name.clone(),
                kind: crate::patients::model::OtherNameKind::Former,
            });
        }
    }
    let changed = differences(&entry.says, &told.says);
    keep_replaced(tx, entry, &told.says)?;
    store::change_entry(tx, entry, &told.says)?;
    add_names(tx, entry, &names)?;
    add_former(tx, entry.id, told)?;
    let (was, became) = in_two_lines(&changed);
    let happened = Happened {
        was,
        became,
        why: Some(told.source.clone()),
        ..Happened::new(PatientEvent::Imported)
    };
    Ok(store::insert_history(tx, entry.id, told.by, &happened)?)
}

/// A replaced address, telephone or e-mail goes on finding the person.
pub(super) fn keep_replaced(
    tx: &mut Tx<'_>,
    entry: &Entry,
    says: &Particulars,
) -> Result<(), StoreError> {
    let was = &entry.says;
    let replaced = [
        (FormerKind::Address, &was.address, &says.address),
        (FormerKind::Phone, &was.phone, &says.phone),
        (FormerKind::Email, &was.email, &says.email),
    ];
    for (kind, was, is) in replaced {
        if let Some(text) = was.as_ref().filter(|_| was != is) {
            store::insert_former(tx, entry.id, kind, text)?;
        }
    }
    Ok(())
}

fn add_names(tx: &mut Tx<'_>, entry: &Entry, names: &[OtherName]) -> Result<(), StoreError> {
    for other in names {
        store::insert_name(tx, entry, &new_public_id()?, other)?;
    }
    Ok(())
}

fn add_former(tx: &mut Tx<'_>, entry: PatientId, told: &Told) -> Result<(), StoreError> {
    for phone in &told.former_phones {
        store::insert_former(tx, entry, FormerKind::Phone, phone)?;
    }
    for address in &told.former_addresses {
        store::insert_former(tx, entry, FormerKind::Address, address)?;
    }
    Ok(())
}
