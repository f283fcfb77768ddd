//! Whether an answer to a restriction holds for what leaves.

use crate::disclosures::model::{Basis, RestrictionAnswer};
use crate::patients::model::RestrictionKind;
use crate::requests::model::RequesterClass;

/// Judges the answer of a release to one restriction, by why the restriction holds, who receives, and why it may leave.
///
/// # Errors
/// The sentence for the field: only the patient can be the patient, and what was paid in full goes to no health plan for
/// payment or operations (164.522(a)(1)(vi)).
pub fn may_answer(
    kind: RestrictionKind,
    answer: RestrictionAnswer,
    to: &[RequesterClass],
    basis: Basis,
) -> Result<(), &'static str> {
    let others = to.iter().any(|class| *class != RequesterClass::Patient);
    if answer == RestrictionAnswer::ToThePatient && others {
        return Err("Somebody else than the patient receives it, too. Choose another answer.");
    }
    let to_plan = to.contains(&RequesterClass::Insurer)
        && matches!(basis, Basis::Payment | Basis::Operations);
    if kind == RestrictionKind::PaidInFull && to_plan && answer == RestrictionAnswer::PatientAgrees
    {
        return Err(
            "What the patient paid in full goes to no health plan for payment or operations (164.522(a)(1)(vi)). Take it out.",
        );
    }
    Ok(())
}
