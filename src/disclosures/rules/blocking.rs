//! Delaying or withholding electronic records: which exceptions there are, what a record of one needs, and the day by
//! which written reasons go out (1.10, C20).

use chrono::NaiveDate;

use crate::calendar::{Calendar, in_words};
use crate::disclosures::model::{BlockingException, Withholding};
use crate::requests::rules::clocks::{Clock, ClockRule, Length, Started, count_clock, settle};
use crate::words::Refusal;

/// The law of C20.
pub const INFEASIBILITY: &str = "45 CFR 171.204(b)";

/// The fewest characters that can hold the facts of an exception.
const FACTS: usize = 15;

/// What people say instead of an exception; none of it is one (1.10).
const NO_EXCEPTIONS: &[&str] = &["policy", "wait_for_doctor"];

/// Where an exception stands, and since when.
pub const fn section(exception: BlockingException) -> &'static str {
    match exception {
        BlockingException::PreventingHarm => "45 CFR 171.201",
        BlockingException::Privacy => "45 CFR 171.202",
        BlockingException::Security => "45 CFR 171.203",
        BlockingException::Infeasibility => "45 CFR 171.204",
        BlockingException::Performance => "45 CFR 171.205",
        BlockingException::ProtectingCareAccess => "45 CFR 171.206",
        BlockingException::Manner => "45 CFR 171.301",
        BlockingException::Fees => "45 CFR 171.302",
        BlockingException::Licensing => "45 CFR 171.303",
        BlockingException::TefcaManner => "45 CFR 171.403",
    }
}

/// The first day an exception could be used; none where it is as old as the rule.
pub const fn since(exception: BlockingException) -> Option<NaiveDate> {
    match exception {
        BlockingException::ProtectingCareAccess => NaiveDate::from_ymd_opt(2024, 12, 17),
        _ => None,
    }
}

/// Whether a record of an exception is complete; its exception if it is.
///
/// # Errors
/// Everything that is missing, at once: "policy" and "wait for the doctor" are no exceptions, and an exception without
/// the facts that make it apply is none either.
pub fn exception_of(record: &Withholding) -> Result<BlockingException, Vec<Refusal>> {
    let mut missing = Vec::new();
    let mut refuse = |text: String| missing.push(Refusal::new("1.10", text));
    let exception = BlockingException::parse(&record.exception);
    match &exception {
        Err(_) if NO_EXCEPTIONS.contains(&record.exception.as_str()) => refuse(
            "A policy of the house, or waiting for the doctor, is no exception. Name an exception of 45 CFR 171 or a ground of HIPAA or of the state, or give the records."
                .to_owned(),
        ),
        Err(unknown) => refuse(format!("{unknown}. Choose one of the exceptions of 45 CFR 171.")),
        Ok(known) => {
            if let Some(since) = since(*known).filter(|since| record.decided_on < *since) {
                refuse(format!(
                    "{} can be used since {} only.",
                    known.label(),
                    in_words(since)
                ));
            }
        }
    }
    if record.facts.trim().chars().count() < FACTS {
        refuse(format!(
            "Say in at least {FACTS} characters which facts make the exception apply."
        ));
    }
    if record.what.trim().is_empty() {
        refuse("Say what is delayed or withheld; the rest is given.".to_owned());
    }
    if record.decided_by.trim().is_empty() {
        refuse("Say who decided it.".to_owned());
    }
    if record.decided_on < record.received_on {
        refuse("It cannot be decided before it was asked for.".to_owned());
    }
    match exception {
        Ok(exception) if missing.is_empty() => Ok(exception),
        _ => Err(missing),
    }
}

/// C20: the day by which whoever asked has the written reasons why it is not feasible. `days` is the house's setting.
pub fn infeasibility(
    received_on: NaiveDate,
    days: u32,
    calendar: &Calendar,
    today: Option<NaiveDate>,
) -> Clock {
    let started = Started::new(
        received_on,
        Length::Working(days),
        "the day we received the request",
    );
    let mut clocks = [count_clock(
        ClockRule::C20,
        INFEASIBILITY,
        &started,
        calendar,
    )];
    settle(&mut clocks, None, calendar, today);
    let [clock] = clocks;
    clock
}
