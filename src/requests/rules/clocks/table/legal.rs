//! Attorneys and courts (C9, C10, C13).

use chrono::NaiveDate;

use super::{Case, Length, Started, in_california};
use crate::facilities::model::{AttorneyDays, StateLaw};
use crate::requests::model::Road;
use crate::requests::rules::clocks::model::{ClockFacts, SubpoenaKind};

pub(super) fn c9(case: &Case) -> Option<Started> {
    let facts = case.facts;
    if !in_california(facts) || facts.road != Road::Attorney || !facts.before_suit {
        return None;
    }
    let (length, reading) = match facts.law.attorney_days {
        AttorneyDays::Calendar => (
            Length::Calendar(5),
            "We count calendar days, which is the shorter time.",
        ),
        AttorneyDays::Working => (
            Length::Working(5),
            "The house has decided to count working days.",
        ),
    };
    let start = Started::new(
        facts.authorization_valid_on?,
        length,
        "the day the attorney presented a valid authorization",
    );
    Some(start.because(format!(
        "The statute says days; one commentary says business days. {reading}"
    )))
}

/// R19: a subpoena that lacks its proof starts nothing until a valid one arrives; an early production date is no defect.
fn subpoena_start(facts: &ClockFacts) -> Option<NaiveDate> {
    let subpoena = facts.subpoena.as_ref()?;
    match (facts.authorization_valid_on, subpoena.assurance) {
        (Some(valid_on), _) => Some(valid_on.max(subpoena.custodian_served_on)),
        (None, Some(false)) => None,
        (None, _) => Some(subpoena.custodian_served_on),
    }
}

pub(super) fn c10(case: &Case) -> Option<Started> {
    let facts = case.facts;
    if !in_california(facts) || facts.road != Road::Subpoena {
        return None;
    }
    let days = match facts.subpoena.as_ref()?.kind {
        SubpoenaKind::Civil => 15,
        SubpoenaKind::Criminal => 5,
    };
    let start = Started::new(
        subpoena_start(facts)?,
        Length::Calendar(days),
        "the day the hospital was served with a valid subpoena",
    );
    Some(
        start.because(
            "Another day may be agreed with the party that served it; type it as a deadline.",
        ),
    )
}

pub(super) fn c13(case: &Case) -> Option<Started> {
    let facts = case.facts;
    let subpoena = facts.subpoena.as_ref()?;
    (facts.state == StateLaw::NewYork
        && facts.road == Road::Subpoena
        && subpoena.kind == SubpoenaKind::Civil
        && subpoena_start(facts).is_some())
        .then(|| {
            Started::new(
                subpoena.custodian_served_on,
                Length::Calendar(20),
                "the day the hospital was served",
            )
            .because("An attorney's subpoena without the patient's written authorization need not be answered at all (CPLR 3122(a)(2)).")
        })
}
