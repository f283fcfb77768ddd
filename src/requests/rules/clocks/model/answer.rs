use chrono::NaiveDate;

use super::kinds::{ClockRule, StopKind};
use crate::calendar::Day;
use crate::words::Refusal;

/// Every deadline of a request and every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The clocks in the order of the master table.
    pub clocks: Vec<Clock>,
    /// What the house promises beside them (C24, C25). Never law.
    pub house: Vec<Promise>,
    /// The promise that stands in where no law sets a day. To be shown as "our promise".
    pub our_promise: Option<Promise>,
    /// From this day the status line expects the question (R12); none where the facility names no wait.
    pub status_ok_from: Option<NaiveDate>,
    /// The earliest day a California civil subpoena may name for production (1.13).
    pub earliest_production_on: Option<NaiveDate>,
    /// What was asked for and cannot be.
    pub refusals: Vec<Refusal>,
    /// The day queues sort by; never empty (R8, R13).
    pub work_by: NaiveDate,
}

impl Ledger {
    /// The clock that controls the request, if a statutory or external one is running (R8).
    pub fn controlling(&self) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.controlling)
    }

    /// The clock under a rule, the first if there are several.
    pub fn clock(&self, rule: ClockRule) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.rule == rule)
    }
}

/// One clock and how its day was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its row in the master table.
    pub rule: ClockRule,
    /// What it is for; for EXT what was typed.
    pub name: String,
    /// The law it stands on.
    pub citation: &'static str,
    /// The day it starts from; the next day is day 1.
    pub start_on: NaiveDate,
    /// The due day before any extension.
    pub original_due: NaiveDate,
    /// The due day, never rolled forward (R7).
    pub statutory_due: NaiveDate,
    /// The last office-open weekday on or before the due day (R7).
    pub work_by: NaiveDate,
    /// Where state law may roll the due day to; for information (R7).
    pub rolled_due: NaiveDate,
    /// The day we aim for where the law names a span (R20).
    pub target: Option<NaiveDate>,
    /// Whether this one controls the request (R8).
    pub controlling: bool,
    /// What stopped it (R14).
    pub stopped: Option<Stopped>,
    /// An objection that holds it (R14).
    pub held: Option<Hold>,
    /// Every day from the start to the due day, counted or skipped.
    pub days: Vec<Day>,
    /// The reasons, in sentences that can be read to a caller.
    pub why: Vec<String>,
}

impl Clock {
    /// Whether it still runs: neither stopped nor held.
    pub const fn is_running(&self) -> bool {
        self.stopped.is_none() && self.held.is_none()
    }
}

/// How a clock was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// The day.
    pub on: NaiveDate,
    /// By what.
    pub by: StopKind,
}

/// An objection or motion that still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The day it was filed.
    pub since: NaiveDate,
}

/// A promise of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// "C24", "C25", or "promise" for the desk's own first answer.
    pub rule: &'static str,
    /// What is promised.
    pub name: &'static str,
    /// The day it counts from.
    pub start_on: NaiveDate,
    /// The promised day.
    pub due_on: NaiveDate,
    /// It may still move, because the packet is not complete (R13).
    pub provisional: bool,
    /// Every day from the start to the due day, counted or skipped.
    pub days: Vec<Day>,
    /// The reasons, in sentences.
    pub why: Vec<String>,
}
