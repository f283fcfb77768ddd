//! The patient's own access, and what is directed to somebody else (C1, C4–C7, C11, C12).

use chrono::NaiveDate;

use super::{Case, Length, RECEIPT, Started, in_california};
use crate::facilities::model::{CopyClockStart, DirectiveClock, StateLaw};
use crate::requests::model::{Road, Want};
use crate::requests::rules::clocks::model::ClockFacts;

const WRITTEN_REQUEST: &str = "the day we received the written request";

/// A written request of the patient or representative for their own access.
fn is_own_access(facts: &ClockFacts) -> bool {
    !facts.is_only_a_call()
        && matches!(
            facts.road,
            Road::PatientAccess | Road::PersonalRepresentative
        )
}

/// R16: a third-party directive counts only for an electronic copy of an electronic health record.
fn is_honoured_directive(facts: &ClockFacts) -> bool {
    !facts.is_only_a_call() && facts.road == Road::ThirdPartyDirective && facts.ehr_electronic_copy
}

fn wants(facts: &ClockFacts, want: Want) -> bool {
    is_own_access(facts) && facts.wants.contains(&want)
}

pub(super) fn c1(case: &Case) -> Option<Started> {
    let facts = case.facts;
    let start = Started::new(
        facts.received_on,
        Length::Calendar(facts.law.hipaa_access_days.count()),
        RECEIPT,
    );
    if is_own_access(facts) {
        return Some(start);
    }
    is_honoured_directive(facts).then(|| {
        start.because("The patient directs an electronic copy of the electronic record to somebody else; that runs as access (R16).")
    })
}

pub(super) fn c4(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (in_california(facts) && wants(facts, Want::Inspect))
        .then(|| Started::new(facts.received_on, Length::Working(5), RECEIPT))
}

/// R16: the day from which C6 takes the place of C5, if the proof is there.
fn benefit_proof(case: &Case) -> Option<NaiveDate> {
    let facts = case.facts;
    facts
        .benefit_proof_on
        .filter(|on| facts.benefit_claim && case.today.is_none_or(|today| *on <= today))
        .map(|on| on.max(facts.received_on))
}

/// Whether California's days for copies belong to the request at all (C5, R16).
pub fn may_run_c5(facts: &ClockFacts) -> bool {
    let directed =
        is_honoured_directive(facts) && facts.law.directive_clock == DirectiveClock::WithTheState;
    in_california(facts) && (wants(facts, Want::Copy) || directed)
}

/// From receipt, or, where the house reads it so, from the first day on which the fee was here too. Until a day of payment
/// is recorded it is counted from receipt, so that a copy without a fee is not forgotten.
fn c5_start(case: &Case) -> Started {
    let facts = case.facts;
    let from = |on, start_is| Started::new(on, Length::Calendar(15), start_is);
    if facts.law.copy_clock_start == CopyClockStart::Receipt {
        return from(facts.received_on, RECEIPT);
    }
    let paid = facts
        .fee_paid_on
        .filter(|on| case.today.is_none_or(|today| *on <= today));
    match paid {
        None => from(facts.received_on, RECEIPT).because(
            "The house counts from the first day on which both the request and the fee are here; no payment is recorded, so it is counted from receipt.",
        ),
        Some(on) => from(
            on.max(facts.received_on),
            "the first day on which we had both the request and the fee",
        ),
    }
}

pub(super) fn c5(case: &Case) -> Option<Started> {
    let facts = case.facts;
    let own_copy = wants(facts, Want::Copy);
    if !may_run_c5(facts) || (own_copy && benefit_proof(case).is_some()) {
        return None;
    }
    let start = c5_start(case);
    Some(if own_copy && facts.benefit_claim {
        start.because("The copy is for a public-benefit claim, but the proof of it is not here yet; this clock runs until it is (R16).")
    } else {
        start
    })
}

pub(super) fn c6(case: &Case) -> Option<Started> {
    let facts = case.facts;
    if !in_california(facts) || !wants(facts, Want::Copy) {
        return None;
    }
    let on = benefit_proof(case)?;
    let start = Started::new(
        on,
        Length::Calendar(30),
        "the first day on which we had both the request and the proof of the benefit claim",
    );
    Some(start.because(
        "The copy is free. From that day this clock takes the place of the 15 days of C5; C1 goes on (R16).",
    ))
}

pub(super) fn c7(case: &Case) -> Option<Started> {
    let facts = case.facts;
    if !in_california(facts) || !wants(facts, Want::Summary) {
        return None;
    }
    Some(if facts.summary_long {
        Started::new(facts.received_on, Length::Calendar(30), RECEIPT).because(
            "The record is extraordinarily long or the discharge was within the last 10 days: tell the patient, and finish by day 30 instead of working day 10.",
        )
    } else {
        Started::new(facts.received_on, Length::Working(10), RECEIPT)
    })
}

pub(super) fn c11(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.state == StateLaw::NewYork && wants(facts, Want::Inspect))
        .then(|| Started::new(facts.received_on, Length::Calendar(10), WRITTEN_REQUEST))
}

pub(super) fn c12(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.state == StateLaw::NewYork && wants(facts, Want::Copy)).then(|| Started {
        target_days: Some(10),
        ..Started::new(facts.received_on, Length::Calendar(14), WRITTEN_REQUEST).because(
            "The law says a reasonable time; the Department of Health treats 10 to 14 days as reasonable. We aim for day 10 and day 14 is the last (R20).",
        )
    })
}
