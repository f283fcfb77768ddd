//! Changing what an entry says, and the other names of its person. What it said before stays in the history.

use super::told::keep_replaced;
use super::{keep_history, opened};
use crate::db::{Tx, new_public_id};
use crate::error::CommandError;
use crate::patients::model::{
    Entry, Happened, OtherName, OtherNameKind, Particulars, PatientEvent, PatientVersion,
};
use crate::patients::rules::changes::{differences, in_two_lines};
use crate::patients::store;
use crate::staff::model::Actor;
use crate::text_enum;

text_enum! {
    /// What it means that a name is written otherwise.
    pub enum NameChange: "kind of change" {
        New = "new", "The person has a new name: keep the old one as a former name";
        Corrected = "corrected", "The name was written wrongly";
    }
}

/// What an entry says from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEntry {
    /// All of it.
    pub says: Particulars,
    /// What a changed name means; only asked where it changes.
    pub name_change: Option<NameChange>,
    /// Why.
    pub why: String,
}

/// Another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddName {
    /// The name with its kind.
    pub other: OtherName,
}

/// Another name that is not this person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawName {
    /// Its outer id.
    pub name: String,
    /// Why.
    pub why: String,
}

/// Changes what an entry says. A former name, address, telephone or e-mail still finds the person (B17).
///
/// # Errors
/// A field's error when nothing changes, what a changed name means is not said, or the record number is somebody else's;
/// `Stale`; `NotFound`.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    command: &ChangeEntry,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    let changed = differences(&entry.says, &command.says);
    if changed.is_empty() {
        return Err(CommandError::field(
            "",
            "The entry says all of this already.",
        ));
    }
    refuse_held(tx, &entry, &command.says)?;
    keep_former(tx, &entry, command)?;
    store::change_entry(tx, &entry, &command.says)?;
    let (was, became) = in_two_lines(&changed);
    let happened = Happened {
        was,
        became,
        why: Some(command.why.clone()),
        ..Happened::new(PatientEvent::Changed)
    };
    tx.subject.detail = Some("entry changed".to_owned());
    keep_history(tx, actor, entry.id, &happened)
}

/// One record number names one entry.
fn refuse_held(tx: &mut Tx<'_>, entry: &Entry, says: &Particulars) -> Result<(), CommandError> {
    let Some(mrn) = &says.mrn else {
        return Ok(());
    };
    let holders = store::list_with_mrn(tx, &entry.organization, mrn)?;
    if holders.iter().any(|holder| *holder != entry.public_id) {
        return Err(CommandError::field(
            "mrn",
            "Another entry has this record number. If both are the same person, merge them; else correct the number.",
        ));
    }
    Ok(())
}

/// What is replaced goes on finding the person.
fn keep_former(tx: &mut Tx<'_>, entry: &Entry, command: &ChangeEntry) -> Result<(), CommandError> {
    let (was, is) = (&entry.says, &command.says);
    if was.name != is.name {
        match command.name_change {
            Some(NameChange::Corrected) => {}
            Some(NameChange::New) => {
                let former = OtherName {
                    name: was.name.clone(),
                    kind: OtherNameKind::Former,
                };
                store::insert_name(tx, entry, &new_public_id()?, &former)?;
            }
            None => {
                return Err(CommandError::field(
                    "name_change",
                    "The name changes. Say whether the person has a new name or it was written wrongly.",
                ));
            }
        }
    }
    Ok(keep_replaced(tx, entry, is)?)
}

/// Adds another name the person's records may be under (check 20 of the rule sheet 3.1).
///
/// # Errors
/// A field's error when the person is known by that name already; `Stale`; `NotFound`.
pub fn add_name(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    command: &AddName,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    let ids = store::ids_of_person(tx, entry.id.0)?;
    let names = store::list_names(tx, &ids)?;
    let known = std::iter::once(&entry.says.name).chain(names.iter().map(|one| &one.name));
    if known.into_iter().any(|name| *name == command.other.name) {
        return Err(CommandError::field(
            "family",
            "The person is known by this name already.",
        ));
    }
    store::touch_entry(tx, &entry)?;
    store::insert_name(tx, &entry, &new_public_id()?, &command.other)?;
    let became = format!(
        "{} ({})",
        command.other.name.family_first(),
        command.other.kind.label().to_lowercase()
    );
    let happened = Happened {
        became: Some(became),
        ..Happened::new(PatientEvent::NameAdded)
    };
    tx.subject.detail = Some("other name added".to_owned());
    keep_history(tx, actor, entry.id, &happened)
}

/// Withdraws another name: it finds nobody any more, and stays in the history.
///
/// # Errors
/// `NotFound` for another person's name; `Stale`.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    command: &WithdrawName,
) -> Result<(), CommandError> {
    let entry = opened(tx, organization, public_id, seen)?;
    let ids = store::ids_of_person(tx, entry.id.0)?;
    let name = store::find_name(tx, &ids, &command.name)?;
    store::touch_entry(tx, &entry)?;
    store::withdraw_name(tx, &name)?;
    let happened = Happened {
        was: Some(name.name.family_first()),
        why: Some(command.why.clone()),
        ..Happened::new(PatientEvent::NameWithdrawn)
    };
    tx.subject.detail = Some("other name withdrawn".to_owned());
    keep_history(tx, actor, name.of, &happened)
}
