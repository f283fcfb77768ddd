//! Merging two entries of one person, and taking that back. Nothing is moved: `merged_into` follows from the merges that
//! were not undone, and reading follows it.

use super::{keep_history, opened};
use crate::db::{StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::patients::model::{Happened, PatientEvent, PatientId, PatientVersion};
use crate::patients::rules::merging;
use crate::patients::store;
use crate::staff::model::Actor;

/// Two entries of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergePatients {
    /// The entry that is merged, by outer id, as it was seen.
    pub merged: (String, PatientVersion),
    /// The entry that stands for the person from now on.
    pub survivor: (String, PatientVersion),
    /// What speaks against it was read.
    pub doubts_seen: bool,
    /// How it was found that both are one person.
    pub why: String,
}

/// A merge that was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoMerge {
    /// Its outer id.
    pub merge: String,
    /// Why.
    pub why: String,
}

/// Merges one entry into another: from now on both are one person to every reader, and nothing is moved.
///
/// # Errors
/// A refusal when they may not be merged; a field's error when what speaks against it was not read; `Stale` when either was changed since it was seen; `NotFound`.
pub fn merge(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    command: &MergePatients,
) -> Result<(), CommandError> {
    let (id, seen) = &command.merged;
    let merged = opened(tx, organization, id, *seen)?;
    let (id, seen) = &command.survivor;
    let survivor = opened(tx, organization, id, *seen)?;
    merging::may_merge(&merged, &survivor)?;
    if !command.doubts_seen && !merging::doubts(&merged, &survivor).is_empty() {
        return Err(CommandError::field(
            "doubts_seen",
            "Something speaks against it. Read it, and check this box if both are one person all the same.",
        ));
    }
    let moving: Vec<PatientId> = store::ids_of_person(tx, merged.id.0)?
        .into_iter()
        .map(PatientId)
        .collect();
    store::touch_entry(tx, &merged)?;
    store::touch_entry(tx, &survivor)?;
    store::insert_merge(
        tx,
        &new_public_id()?,
        (&merged, &survivor),
        &command.why,
        actor.staff_id,
    )?;
    store::point_to(tx, &moving, Some(survivor.id))?;
    store::rewrite_marks(tx, survivor.id)?;
    let happened = Happened {
        was: Some(merged.says.name.family_first()),
        became: Some(survivor.says.name.family_first()),
        why: Some(command.why.clone()),
        ..Happened::new(PatientEvent::Merged)
    };
    for entry in [merged.id, survivor.id] {
        keep_history(tx, actor, entry, &happened)?;
    }
    tx.subject.patient_id = Some(survivor.id.0);
    tx.subject.detail = Some(format!("merged: entry {}", merged.id.0));
    Ok(())
}

/// Takes a merge back: both entries stand for themselves again, with everything recorded under each.
///
/// # Errors
/// A refusal when it was undone already; `Stale` when the survivor was changed since it was seen; `NotFound`.
pub fn undo(
    tx: &mut Tx<'_>,
    actor: &Actor,
    organization: &str,
    (public_id, seen): (&str, PatientVersion),
    command: &UndoMerge,
) -> Result<(), CommandError> {
    let person = opened(tx, organization, public_id, seen)?;
    let ids = store::ids_of_person(tx, person.id.0)?;
    let merge = store::find_merge(tx, &ids, &command.merge)?;
    if merge.undone.is_some() {
        return Err(CommandError::refused(
            "B17",
            "This merge was undone already.",
        ));
    }
    store::touch_entry(tx, &person)?;
    store::set_undone(tx, &merge, &command.why, actor.staff_id)?;
    point_anew(tx, &ids)?;
    for entry in [merge.merged, merge.survivor] {
        store::rewrite_marks(tx, entry)?;
    }
    let happened = Happened {
        why: Some(command.why.clone()),
        ..Happened::new(PatientEvent::MergeUndone)
    };
    for entry in [merge.merged, merge.survivor] {
        keep_history(tx, actor, entry, &happened)?;
    }
    tx.subject.patient_id = Some(person.id.0);
    tx.subject.detail = Some(format!("merge undone: entry {}", merge.merged.0));
    Ok(())
}

/// Points every entry at the one that stands for its person by the merges that hold.
fn point_anew(tx: &mut Tx<'_>, ids: &[i64]) -> Result<(), StoreError> {
    let entries: Vec<PatientId> = ids.iter().copied().map(PatientId).collect();
    let open = store::list_open_merges(tx, ids)?;
    for (entry, survivor) in merging::survivors(&entries, &open) {
        let into = (entry != survivor).then_some(survivor);
        store::point_to(tx, &[entry], into)?;
    }
    Ok(())
}
