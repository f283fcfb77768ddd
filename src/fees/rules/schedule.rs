//! Which schedule prices a request: by road, state, and what the copy is for (1.2, 1.5, 1.6, 1.13, 1.17).

use super::forms::{self, FormFee};
use super::itemized::{EVIDENCE_1158, EVIDENCE_1563, Prices};
use super::law;
use crate::facilities::model::{AttorneyBenefitCopy, FeeFor, StateLaw};
use crate::fees::model::{BenefitClaim, FeeFacts};
use crate::requests::model::Road;
use crate::words::{Cents, Refusal};

pub(super) enum Schedule {
    /// Nothing may be asked.
    Free {
        rule: &'static str,
        why: &'static str,
    },
    /// What the house asks, and no more.
    House(FeeFor, Cents),
    /// The patient's own copy: the federal cost and the state's rate, the lower wins.
    Patient,
    /// New York's rate alone.
    QualifiedPerson,
    /// By the page and the clerical hour.
    Itemized(&'static Prices),
    /// What it cost, and no more.
    AtCost {
        rule: &'static str,
        why: &'static str,
    },
    /// No cap is known, and why.
    NoCap(&'static str),
}

/// The schedule of a request. A new road does not compile until it has one.
pub(super) fn schedule(facts: &FeeFacts) -> Schedule {
    if facts.is_inspection() {
        return free(law::ACCESS, "Looking at the record is free.");
    }
    if let Some(free) = benefit(facts) {
        return free;
    }
    let california = facts.state == StateLaw::California;
    match facts.road {
        Road::PatientAccess | Road::PersonalRepresentative => Schedule::Patient,
        Road::Attorney if california => Schedule::Itemized(&EVIDENCE_1158),
        Road::Attorney => Schedule::QualifiedPerson,
        Road::Subpoena if california => Schedule::Itemized(&EVIDENCE_1563),
        Road::ContinuityOfCare => house(facts, FeeFor::ContinuityOfCare),
        Road::MedicalForm => house(facts, FeeFor::MedicalForm),
        Road::Amendment => house(facts, FeeFor::Amendment),
        Road::InboundRecords => house(facts, FeeFor::InboundRecords),
        Road::PortalProxy => free(law::ACCESS, "Seeing the record in the portal is free."),
        Road::Accounting => accounting(facts),
        Road::Subpoena
        | Road::ThirdPartyDirective
        | Road::Authorization
        | Road::Payer
        | Road::DisabilityAgency
        | Road::Government
        | Road::WorkersCompensation
        | Road::Research => Schedule::NoCap(why_no_cap(facts.road)),
    }
}

const fn free(rule: &'static str, why: &'static str) -> Schedule {
    Schedule::Free { rule, why }
}

fn house(facts: &FeeFacts, work: FeeFor) -> Schedule {
    facts.house.of(work).map_or(
        Schedule::NoCap("No law known here names an amount, and the house has set none."),
        |cents| Schedule::House(work, cents),
    )
}

/// The first accounting in any twelve months is free; a later one costs what it costs, told before (1.4, N15).
const fn accounting(facts: &FeeFacts) -> Schedule {
    if facts.earlier_accounting {
        Schedule::AtCost {
            rule: law::ACCOUNTING,
            why: "A further accounting within twelve months: cost only, told before, with the chance to withdraw or change the request.",
        }
    } else {
        free(
            law::ACCOUNTING,
            "The first accounting in any twelve months is free.",
        )
    }
}

const fn why_no_cap(road: Road) -> &'static str {
    match road {
        Road::Subpoena => {
            "No cap is known for a subpoena in New York: what the parties agree, or the court orders."
        }
        Road::ThirdPartyDirective => {
            "No cap is known: the patient's rate does not bind a copy sent to somebody else at the patient's direction (Ciox v. Azar, 2020)."
        }
        Road::Payer => "No cap is known: the contract with the payer decides.",
        Road::DisabilityAgency => "No cap is known: the agency's own terms decide.",
        Road::Government => "No cap is known: the terms of the authority decide.",
        Road::WorkersCompensation => {
            "No cap is known: the terms of workers' compensation decide; look them up."
        }
        Road::Research => "No cap is known: the study's agreement decides.",
        _ => {
            "No cap is known for a third party with an authorization: the contract decides. The patient's rate and that of a qualified person do not bind (Halio v. IOD)."
        }
    }
}

/// The free copy or form for a public-benefit claim or appeal (1.5, 1.6). California wants the proof for a copy.
fn benefit(facts: &FeeFacts) -> Option<Schedule> {
    if facts.state == StateLaw::California && facts.road == Road::MedicalForm {
        return match forms::fee(facts) {
            FormFee::Free(why) => Some(free(law::CALIFORNIA_FORMS, why)),
            FormFee::House => None,
        };
    }
    if facts.benefit == BenefitClaim::No || !claim_counts(facts.road) {
        return None;
    }
    match (facts.state, facts.road) {
        (_, Road::MedicalForm) => None,
        (StateLaw::NewYork, _) => Some(free(
            law::NEW_YORK_COPIES,
            "A copy for the application, claim or appeal for a government benefit is free.",
        )),
        (StateLaw::California, _) if facts.benefit == BenefitClaim::Stated => None,
        (StateLaw::California, Road::Attorney)
            if facts.law.attorney_benefit_copy == AttorneyBenefitCopy::NotByLaw =>
        {
            let cents = facts.house.of(FeeFor::AttorneyBenefitCopy)?;
            Some(Schedule::House(FeeFor::AttorneyBenefitCopy, cents))
        }
        (StateLaw::California, _) => Some(free(
            law::CALIFORNIA_BENEFIT,
            "One copy of the relevant part is free, because it is needed for a public-benefit claim or appeal and the proof is here.",
        )),
    }
}

/// The roads on which somebody asks for the patient's sake.
const fn claim_counts(road: Road) -> bool {
    matches!(
        road,
        Road::PatientAccess
            | Road::PersonalRepresentative
            | Road::ThirdPartyDirective
            | Road::Authorization
            | Road::Attorney
            | Road::DisabilityAgency
            | Road::MedicalForm
    )
}

/// A benefit claim that makes nothing free is said aloud, never dropped in silence.
pub(super) fn unused_claim(facts: &FeeFacts) -> Option<Refusal> {
    let used = facts.is_inspection() || benefit(facts).is_some();
    if facts.benefit == BenefitClaim::No || used {
        return None;
    }
    let (rule, text) = match (facts.state, facts.road) {
        (StateLaw::California, road)
            if claim_counts(road) && facts.benefit == BenefitClaim::Stated =>
        {
            (
                law::CALIFORNIA_BENEFIT,
                "The copy is free once the proof of the benefit claim is here. Ask for it before anything is charged.",
            )
        }
        (StateLaw::California, Road::Attorney) => (
            law::CALIFORNIA_BENEFIT,
            "Whether a patient with a private attorney keeps the free copy is unsettled, and the house has not decided it. Ask counsel.",
        ),
        (StateLaw::California, Road::MedicalForm) => (
            law::HOUSE,
            "State disability and family leave are not taken for a public-benefit program here; the house's own fee is asked.",
        ),
        (_, Road::MedicalForm) => (
            law::HOUSE,
            "No law known here makes the form free for a benefit claim; the house's own fee is asked.",
        ),
        _ => (law::HOUSE, "A benefit claim changes nothing on this road."),
    };
    Some(Refusal::new(rule, text))
}
