//! What staff can do with the patient index: find who is meant, add, change, name, merge, bring
//! in what the hospital's own systems say, and record what was agreed.

mod entry;
mod marks;
mod merge;
mod told;

pub use entry::{AddName, ChangeEntry, NameChange, WithdrawName, add_name, change, withdraw};
pub use marks::{EndMark, end_elsewhere, end_restriction, in_a_line, reach_elsewhere, restrict};
pub use merge::{MergePatients, UndoMerge, merge, undo};
pub use told::{Told, add_told, change_told};

use crate::db::{Read, StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::patients::model::{
    Entry, Happened, PatientEvent, PatientId, PatientVersion, TypedPatient,
};
use crate::patients::rules::{Candidate, candidates};
use crate::patients::store::{self, IndexedPatient, NewPatient};
use crate::staff::model::Actor;

/// How many candidates are shown: more would not be read.
const SHOWN: usize = 6;

/// Patients who may be the typed one, the surest first, each with what agrees and what differs (A02).
///
/// # Errors
/// When the database cannot be read.
pub fn find_candidates(
    read: &mut Read<'_>,
    organization: &str,
    typed: &TypedPatient,
) -> Result<Vec<(Candidate, IndexedPatient)>, StoreError> {
    let possible = store::list_possible(read, organization, typed)?;
    let known: Vec<_> = possible.iter().map(|one| one.known.clone()).collect();
    let found = candidates(typed, &known);
    let with_row = |candidate: Candidate| {
        let row = possible
            .iter()
            .find(|one| one.known.id == candidate.patient)?;
        Some((candidate, row.clone()))
    };
    Ok(found
        .into_iter()
        .filter(Candidate::is_worth_a_look)
        .filter_map(with_row)
        .take(SHOWN)
        .collect())
}

/// Keeps a line of what a person did with an entry.
fn keep_history(
    tx: &mut Tx<'_>,
    actor: &Actor,
    entry: PatientId,
    happened: &Happened,
) -> Result<(), CommandError> {
    let by = Some(actor.staff_id);
    store::insert_history(tx, entry, by, happened)?;
    Ok(())
}

/// Adds a patient to the index of an organization.
///
/// # Errors
/// `CommandError::Fields` on `mrn` when the record number belongs to somebody else already.
pub fn create_patient(
    tx: &mut Tx<'_>,
    organization: &str,
    new: &NewPatient,
) -> Result<PatientId, CommandError> {
    let typed = TypedPatient {
        mrn: new.mrn.clone(),
        ..TypedPatient::default()
    };
    if new.mrn.is_some() && !store::list_possible(tx, organization, &typed)?.is_empty() {
        return Err(CommandError::field(
            "mrn",
            "This record number belongs to a patient of the index already. Choose that patient, or correct the number.",
        ));
    }
    let public_id = new_public_id()?;
    let id = store::insert_patient(tx, organization, &public_id, new)?;
    store::insert_history(tx, id, None, &Happened::new(PatientEvent::Added))?;
    tx.subject.patient_id = Some(id.0);
    Ok(id)
}

/// Opens an entry of an organization for a change, as the person saw it. Only an entry that stands for its person is
/// changed.
///
/// # Errors
/// `NotFound` for an unknown entry and another organization's alike; `Stale` when it was changed since it was seen; a
/// refusal when it was merged.
fn opened(
    tx: &mut Tx<'_>,
    organization: &str,
    public_id: &str,
    seen: PatientVersion,
) -> Result<Entry, CommandError> {
    let entry = store::find_entry(tx, organization, public_id)?.ok_or(StoreError::NotFound)?;
    tx.subject.patient_id = Some(entry.id.0);
    if entry.version != seen {
        return Err(StoreError::Stale.into());
    }
    if entry.merged_into.is_some() {
        return Err(CommandError::refused(
            "B17",
            "This entry was merged with another. Change the entry that stands for the person now.",
        ));
    }
    Ok(entry)
}
