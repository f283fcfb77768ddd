//! Days that others set for a medical form (C21–C23).

use super::{Case, Length, Started};
use crate::requests::model::Road;
use crate::requests::rules::clocks::model::{ClockFacts, FormKind};

/// Whether a date that belongs to certain forms may start a clock: on a medical form that is one of them, or not named.
pub fn form_may_be(facts: &ClockFacts, forms: &[FormKind]) -> bool {
    facts.road == Road::MedicalForm && facts.form.is_none_or(|form| forms.contains(&form))
}

/// Forms of a disability claim (C21).
pub const C21_FORMS: &[FormKind] = &[FormKind::EddSdiInitial];
/// Forms of a family-leave claim (C22).
pub const C22_FORMS: &[FormKind] = &[FormKind::EddPaidFamilyLeave];
/// Forms an employer asks for under FMLA (C23).
pub const C23_FORMS: &[FormKind] = &[FormKind::Fmla, FormKind::HealthProviderCertificate];

pub(super) fn c21(case: &Case) -> Option<Started> {
    form_may_be(case.facts, C21_FORMS).then_some(())?;
    let on = case.facts.disability_began_on?;
    Some(Started::new(
        on,
        Length::Calendar(49),
        "the day the disability began",
    ))
}

pub(super) fn c22(case: &Case) -> Option<Started> {
    form_may_be(case.facts, C22_FORMS).then_some(())?;
    let on = case.facts.leave_began_on?;
    Some(Started::new(
        on,
        Length::Calendar(41),
        "the day the family leave began",
    ))
}

pub(super) fn c23(case: &Case) -> Option<Started> {
    form_may_be(case.facts, C23_FORMS).then_some(())?;
    if let Some(on) = case.facts.employer_returned_on {
        let start = Started::new(
            on,
            Length::Calendar(7),
            "the day the employer sent the certification back to be cured",
        );
        return Some(start);
    }
    let on = case.facts.employer_asked_on?;
    Some(Started::new(
        on,
        Length::Calendar(15),
        "the day the employer asked for the certification",
    ))
}
