//! The patient's part of a medical form, as it is ticked.

use crate::form_state::{FormState, Reader};
use crate::requests::commands::SeePatientPart;
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::patient_part::PartItem;

/// Reads which form it is, what of the patient's part is there, and the day the last of it came.
///
/// # Errors
/// The form with every error.
pub fn patient_part(form: FormState) -> Result<SeePatientPart, FormState> {
    let mut reader = Reader::new(form);
    let kind = reader.choice("medical_form", "which medical form it is", FormKind::parse);
    let seen = reader.choices("part", "what is there", PartItem::parse);
    let came_on = reader.optional_date("came_on", "the day the last of it came");
    if seen.is_empty() && kind.is_some() {
        reader.refuse("part", "Tick what is there on the paper, then save it.");
    }
    reader.finish(|| {
        Some(SeePatientPart {
            form: kind?,
            seen,
            came_on,
        })
    })
}
