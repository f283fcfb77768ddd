//! Which clock starts when: the master table (1.0) as rows.

use chrono::NaiveDate;

use super::State;
use super::model::{ClockFacts, ClockRule, FormKind, SubpoenaKind};
use crate::requests::model::{Road, Want};

/// How long a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Calendar days (R4).
    Calendar(u32),
    /// Statutory working days (R5, R6).
    Working(u32),
    /// To a day somebody else named.
    Until(NaiveDate),
}

/// A clock that has started.
#[derive(Debug, Clone)]
pub(super) struct Started {
    pub on: NaiveDate,
    pub length: Length,
    /// What the start day is, to follow "Day 0 is … :".
    pub start_is: &'static str,
    pub target_days: Option<u32>,
    /// Anything special about this start, in sentences.
    pub because: Vec<String>,
}

impl Started {
    pub(super) fn new(on: NaiveDate, length: Length, start_is: &'static str) -> Self {
        Self {
            on,
            length,
            start_is,
            target_days: None,
            because: Vec::new(),
        }
    }

    fn because(mut self, sentence: impl Into<String>) -> Self {
        self.because.push(sentence.into());
        self
    }
}

/// The facts and today, where today is known.
pub(super) struct Case<'a> {
    pub facts: &'a ClockFacts,
    pub today: Option<NaiveDate>,
}

/// One row of the master table: its law, and when it starts.
pub(super) struct Row {
    pub rule: ClockRule,
    pub citation: &'static str,
    pub starts: fn(&Case) -> Option<Started>,
}

pub(super) const TABLE: &[Row] = &[
    Row {
        rule: ClockRule::C1,
        citation: "45 CFR 164.524(b)(2)",
        starts: c1,
    },
    Row {
        rule: ClockRule::C2,
        citation: "45 CFR 164.526(b)(2)",
        starts: c2,
    },
    Row {
        rule: ClockRule::C3,
        citation: "45 CFR 164.528(c)(1)",
        starts: c3,
    },
    Row {
        rule: ClockRule::C4,
        citation: "Cal. Health & Safety Code 123110(a)",
        starts: c4,
    },
    Row {
        rule: ClockRule::C5,
        citation: "Cal. Health & Safety Code 123110(b)",
        starts: c5,
    },
    Row {
        rule: ClockRule::C6,
        citation: "Cal. Health & Safety Code 123110(d)",
        starts: c6,
    },
    Row {
        rule: ClockRule::C7,
        citation: "Cal. Health & Safety Code 123130",
        starts: c7,
    },
    Row {
        rule: ClockRule::C9,
        citation: "Cal. Evidence Code 1158",
        starts: c9,
    },
    Row {
        rule: ClockRule::C10,
        citation: "Cal. Evidence Code 1560(b)",
        starts: c10,
    },
    Row {
        rule: ClockRule::C11,
        citation: "N.Y. Public Health Law 18(2)(a)",
        starts: c11,
    },
    Row {
        rule: ClockRule::C12,
        citation: "N.Y. Public Health Law 18(2)(d)",
        starts: c12,
    },
    Row {
        rule: ClockRule::C13,
        citation: "N.Y. CPLR 3122(a)(1)",
        starts: c13,
    },
    Row {
        rule: ClockRule::C18,
        citation: "45 CFR 164.528(a)(2)(ii)",
        starts: c18,
    },
    Row {
        rule: ClockRule::C21,
        citation: "EDD claim instructions, form DE 2501",
        starts: c21,
    },
    Row {
        rule: ClockRule::C22,
        citation: "EDD claim instructions, form DE 2501F",
        starts: c22,
    },
    Row {
        rule: ClockRule::C23,
        citation: "29 CFR 825.305",
        starts: c23,
    },
];

/// The days of C1 by the date of receipt, newest first. The shorter time proposed in 2020 is not final; when it is, it
/// becomes a row here.
const HIPAA_ACCESS_DAYS: &[(Option<NaiveDate>, u32)] = &[(None, 30)];

fn hipaa_access_days(received_on: NaiveDate) -> u32 {
    HIPAA_ACCESS_DAYS
        .iter()
        .find(|(from, _)| from.is_none_or(|from| from <= received_on))
        .map_or(30, |(_, days)| *days)
}

const RECEIPT: &str = "the day we received the request";
const WRITTEN_REQUEST: &str = "the day we received the written request";

/// A written request of the patient or representative for their own access.
fn is_own_access(facts: &ClockFacts) -> bool {
    !facts.oral_only
        && matches!(
            facts.road,
            Road::PatientAccess | Road::PersonalRepresentative
        )
}

/// R16: a third-party directive counts only for an electronic copy of an electronic health record.
fn is_honoured_directive(facts: &ClockFacts) -> bool {
    !facts.oral_only && facts.road == Road::ThirdPartyDirective && facts.ehr_electronic_copy
}

fn wants(facts: &ClockFacts, want: Want) -> bool {
    is_own_access(facts) && facts.wants.contains(&want)
}

fn in_california(facts: &ClockFacts) -> bool {
    facts.state == State::California
}

fn c1(case: &Case) -> Option<Started> {
    let facts = case.facts;
    let start = Started::new(
        facts.received_on,
        Length::Calendar(hipaa_access_days(facts.received_on)),
        RECEIPT,
    );
    if is_own_access(facts) {
        return Some(start);
    }
    is_honoured_directive(facts).then(|| {
        start.because("The patient directs an electronic copy of the electronic record to somebody else; that runs as access (R16).")
    })
}

fn c2(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.road == Road::Amendment && !facts.oral_only)
        .then(|| Started::new(facts.received_on, Length::Calendar(60), RECEIPT))
}

fn c3(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.road == Road::Accounting)
        .then(|| Started::new(facts.received_on, Length::Calendar(60), RECEIPT))
}

fn c4(case: &Case) -> Option<Started> {
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

fn c5(case: &Case) -> Option<Started> {
    let facts = case.facts;
    let own_copy = wants(facts, Want::Copy);
    if !in_california(facts)
        || !(own_copy || is_honoured_directive(facts))
        || (own_copy && benefit_proof(case).is_some())
    {
        return None;
    }
    let start = Started::new(facts.received_on, Length::Calendar(15), RECEIPT);
    Some(if own_copy && facts.benefit_claim {
        start.because("The copy is for a public-benefit claim, but the proof of it is not here yet; this clock runs until it is (R16).")
    } else {
        start
    })
}

fn c6(case: &Case) -> Option<Started> {
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

fn c7(case: &Case) -> Option<Started> {
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

fn c9(case: &Case) -> Option<Started> {
    let facts = case.facts;
    if !in_california(facts) || facts.road != Road::Attorney || !facts.before_suit {
        return None;
    }
    let start = Started::new(
        facts.authorization_valid_on?,
        Length::Calendar(5),
        "the day the attorney presented a valid authorization",
    );
    Some(start.because(
        "The statute says days; one commentary says business days. We count calendar days, which is the shorter time.",
    ))
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

fn c10(case: &Case) -> Option<Started> {
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

fn c11(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.state == State::NewYork && wants(facts, Want::Inspect))
        .then(|| Started::new(facts.received_on, Length::Calendar(10), WRITTEN_REQUEST))
}

fn c12(case: &Case) -> Option<Started> {
    let facts = case.facts;
    (facts.state == State::NewYork && wants(facts, Want::Copy)).then(|| Started {
        target_days: Some(10),
        ..Started::new(facts.received_on, Length::Calendar(14), WRITTEN_REQUEST).because(
            "The law says a reasonable time; the Department of Health treats 10 to 14 days as reasonable. We aim for day 10 and day 14 is the last (R20).",
        )
    })
}

fn c13(case: &Case) -> Option<Started> {
    let facts = case.facts;
    let subpoena = facts.subpoena.as_ref()?;
    (facts.state == State::NewYork
        && facts.road == Road::Subpoena
        && subpoena.kind == SubpoenaKind::Civil)
        .then(|| {
            Started::new(
                subpoena.custodian_served_on,
                Length::Calendar(20),
                "the day the hospital was served",
            )
            .because("An attorney's subpoena without the patient's written authorization need not be answered at all (CPLR 3122(a)(2)).")
        })
}

fn c18(case: &Case) -> Option<Started> {
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

/// Whether a date that belongs to certain forms may start a clock: on a medical form that is one of them, or not named.
pub(super) fn form_may_be(facts: &ClockFacts, forms: &[FormKind]) -> bool {
    facts.road == Road::MedicalForm && facts.form.is_none_or(|form| forms.contains(&form))
}

pub(super) const C21_FORMS: &[FormKind] = &[FormKind::EddSdiInitial];
pub(super) const C22_FORMS: &[FormKind] = &[FormKind::EddPaidFamilyLeave];
pub(super) const C23_FORMS: &[FormKind] = &[FormKind::Fmla, FormKind::HealthProviderCertificate];

fn c21(case: &Case) -> Option<Started> {
    form_may_be(case.facts, C21_FORMS).then_some(())?;
    let on = case.facts.disability_began_on?;
    Some(Started::new(
        on,
        Length::Calendar(49),
        "the day the disability began",
    ))
}

fn c22(case: &Case) -> Option<Started> {
    form_may_be(case.facts, C22_FORMS).then_some(())?;
    let on = case.facts.leave_began_on?;
    Some(Started::new(
        on,
        Length::Calendar(41),
        "the day the family leave began",
    ))
}

fn c23(case: &Case) -> Option<Started> {
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
