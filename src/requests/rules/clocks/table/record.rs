//! What the record says and where it went: amendment and accounting (C2, C3, C18).

use super::{Case, Length, RECEIPT, Started};
use crate::requests::model::Road;

pub(super) fn c2(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.road == Road::Amendment && !facts.is_only_a_call())
        .then(|| Started::new(facts.received_on, Length::Calendar(60), RECEIPT))
}

pub(super) fn c3(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.road == Road::Accounting)
        .then(|| Started::new(facts.received_on, Length::Calendar(60), RECEIPT))
}

pub(super) fn c18(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.road == Road::Accounting).then_some(())?;
    let start = Started::new(
        facts.oral_hold_on?,
        Length::Calendar(30),
        "the day the agency asked by word of mouth",
    );
    Some(start.because(
        "The hold ends then unless a written statement arrives, which sets its own end. The accounting itself goes on meanwhile.",
    ))
}
