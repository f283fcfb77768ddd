//! Which medical forms are free by California's law (1.5, 1.17, S66–S87).

use crate::facilities::model::{DisabilityProgram, SchoolForms};
use crate::fees::model::{BenefitClaim, FeeFacts};
use crate::requests::rules::clocks::FormKind;

/// What may be asked for completing a form.
pub(super) enum FormFee {
    /// Nothing, and why.
    Free(&'static str),
    /// What the house asks.
    House,
}

/// Forms for a public-benefit claim are free (H&S 123114). Whether those of state disability and family leave, and those
/// for a school or child care, are among them is the house's reading.
pub(super) fn fee(facts: &FeeFacts) -> FormFee {
    if facts.school_form && facts.law.school_forms == SchoolForms::Free {
        return FormFee::Free("A form for a school or child care is free for the patient.");
    }
    let of_a_benefit = match program(facts.form) {
        Program::Benefit => true,
        Program::Disability => facts.law.disability_program == DisabilityProgram::Covered,
        Program::NotSaid => facts.benefit != BenefitClaim::No,
    };
    if of_a_benefit {
        FormFee::Free(
            "A form that supports a public-benefit claim or appeal is free for the patient.",
        )
    } else {
        FormFee::House
    }
}

/// Which program a form belongs to.
enum Program {
    /// Social Security, BCCTP, Medi-Cal (S71, S86, S87).
    Benefit,
    /// EDD's state disability and paid family leave (S66–S68).
    Disability,
    /// Whatever the request says of itself.
    NotSaid,
}

const fn program(form: Option<FormKind>) -> Program {
    match form {
        Some(FormKind::SsaNeoplasticDisease | FormKind::Bcctp | FormKind::MediCal) => {
            Program::Benefit
        }
        Some(
            FormKind::EddSdiInitial | FormKind::EddSdiContinuation | FormKind::EddPaidFamilyLeave,
        ) => Program::Disability,
        _ => Program::NotSaid,
    }
}
