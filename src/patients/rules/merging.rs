//! Whether two entries may be merged, and what should make a person look twice. A merge moves nothing: each request and
//! disclosure stays with the entry it was recorded under, and reading follows the merge (B17; design: `merged_into`).

use std::collections::BTreeMap;

use crate::patients::model::{Entry, PatientId};
use crate::patients::rules::matching::{DateLikeness, compare_dates};
use crate::patients::rules::names::compare;
use crate::words::Refusal;

/// Whether one entry may be merged into another: two entries of one index that both stand for their person.
///
/// # Errors
/// A refusal for one entry with itself and for an entry that was merged already.
pub fn may_merge(merged: &Entry, survivor: &Entry) -> Result<(), Refusal> {
    if merged.id == survivor.id {
        return Err(Refusal::new(
            "B17",
            "This is one entry. Choose two different ones.",
        ));
    }
    if merged.merged_into.is_some() || survivor.merged_into.is_some() {
        return Err(Refusal::new(
            "B17",
            "One of the two was merged already. Open the page of the person again.",
        ));
    }
    Ok(())
}

/// What speaks against two entries being one person, in sentences; nothing when all that both say agrees.
pub fn doubts(one: &Entry, other: &Entry) -> Vec<String> {
    let (a, b) = (&one.says, &other.says);
    let mut doubts = Vec::new();
    if compare(&a.name, &b.name).is_none() {
        doubts.push("The names are not alike.".to_owned());
    }
    if let (Some(a), Some(b)) = (a.born_on, b.born_on) {
        match compare_dates(a, b) {
            DateLikeness::Same => {}
            DateLikeness::MonthDaySwapped => {
                doubts.push("The birth dates have month and day swapped.".to_owned());
            }
            DateLikeness::OnePartDiffers => {
                doubts.push("The birth dates differ in one part.".to_owned());
            }
            DateLikeness::Different => doubts.push("The birth dates are different.".to_owned()),
        }
    }
    if let (Some(a), Some(b)) = (&a.mrn, &b.mrn)
        && !a.same_as(b)
    {
        doubts.push(
            "Both have a record number, and the numbers differ. That is right only if two facilities issued them."
                .to_owned(),
        );
    }
    if a.deceased_on.is_some() != b.deceased_on.is_some() {
        doubts.push("Only one of the two entries says that the person died.".to_owned());
    }
    doubts
}

/// Which entry stands for each of these since the merges that were not undone: itself, or the last survivor it leads to.
pub fn survivors(
    entries: &[PatientId],
    open_merges: &[(PatientId, PatientId)],
) -> BTreeMap<PatientId, PatientId> {
    let next: BTreeMap<PatientId, PatientId> = open_merges.iter().copied().collect();
    let last = |from: PatientId| {
        let mut at = from;
        // No merge leads back to where it began; more steps than merges there cannot be.
        for _ in 0..open_merges.len() {
            match next.get(&at) {
                Some(on) => at = *on,
                None => break,
            }
        }
        at
    };
    entries.iter().map(|entry| (*entry, last(*entry))).collect()
}
