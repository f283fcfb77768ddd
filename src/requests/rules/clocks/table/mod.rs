//! Which clock starts when: the master table (1.0) as rows.

mod access;
mod forms;
mod legal;
mod record;

pub(super) use access::may_run_c5;
pub(super) use forms::{C21_FORMS, C22_FORMS, C23_FORMS, form_may_be};

use chrono::NaiveDate;

use super::model::{ClockFacts, ClockRule};
use crate::facilities::model::StateLaw;

/// How long a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Calendar days (R4).
    Calendar(u32),
    /// Statutory working days (R5, R6).
    Working(u32),
    /// To a day somebody else named.
    Until(NaiveDate),
}

/// A clock that has started.
#[derive(Debug, Clone)]
pub struct Started {
    /// The day it starts from; the next day is day 1.
    pub on: NaiveDate,
    /// How long it runs.
    pub length: Length,
    /// What the start day is, to follow "Counted from …, ".
    pub start_is: &'static str,
    /// The day aimed for where the law names a span (R20).
    pub target_days: Option<u32>,
    /// Anything special about this start, in sentences.
    pub because: Vec<String>,
}

impl Started {
    /// A clock of this length from this day.
    pub fn new(on: NaiveDate, length: Length, start_is: &'static str) -> Self {
        Self {
            on,
            length,
            start_is,
            target_days: None,
            because: Vec::new(),
        }
    }

    /// With a sentence about this start.
    #[must_use]
    pub fn because(mut self, sentence: impl Into<String>) -> Self {
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
        starts: access::c1,
    },
    Row {
        rule: ClockRule::C2,
        citation: "45 CFR 164.526(b)(2)",
        starts: record::c2,
    },
    Row {
        rule: ClockRule::C3,
        citation: "45 CFR 164.528(c)(1)",
        starts: record::c3,
    },
    Row {
        rule: ClockRule::C4,
        citation: "Cal. Health & Safety Code 123110(a)",
        starts: access::c4,
    },
    Row {
        rule: ClockRule::C5,
        citation: "Cal. Health & Safety Code 123110(b)",
        starts: access::c5,
    },
    Row {
        rule: ClockRule::C6,
        citation: "Cal. Health & Safety Code 123110(d)",
        starts: access::c6,
    },
    Row {
        rule: ClockRule::C7,
        citation: "Cal. Health & Safety Code 123130",
        starts: access::c7,
    },
    Row {
        rule: ClockRule::C9,
        citation: "Cal. Evidence Code 1158",
        starts: legal::c9,
    },
    Row {
        rule: ClockRule::C10,
        citation: "Cal. Evidence Code 1560(b)",
        starts: legal::c10,
    },
    Row {
        rule: ClockRule::C11,
        citation: "N.Y. Public Health Law 18(2)(a)",
        starts: access::c11,
    },
    Row {
        rule: ClockRule::C12,
        citation: "N.Y. Public Health Law 18(2)(d)",
        starts: access::c12,
    },
    Row {
        rule: ClockRule::C13,
        citation: "N.Y. CPLR 3122(a)(1)",
        starts: legal::c13,
    },
    Row {
        rule: ClockRule::C18,
        citation: "45 CFR 164.528(a)(2)(ii)",
        starts: record::c18,
    },
    Row {
        rule: ClockRule::C21,
        citation: "EDD claim instructions, form DE 2501",
        starts: forms::c21,
    },
    Row {
        rule: ClockRule::C22,
        citation: "EDD claim instructions, form DE 2501F",
        starts: forms::c22,
    },
    Row {
        rule: ClockRule::C23,
        citation: "29 CFR 825.305",
        starts: forms::c23,
    },
];

/// The law a clock of a request stands on; none for the clocks of other areas and for typed deadlines.
pub fn citation(rule: ClockRule) -> Option<&'static str> {
    let row = TABLE.iter().find(|row| row.rule == rule)?;
    Some(row.citation)
}

const RECEIPT: &str = "the day we received the request";

fn in_california(facts: &ClockFacts) -> bool {
    facts.state == StateLaw::California
}
