//! What the house promises beside the law (C24, C25, R12, R13) and where no law sets a day (R19).

use chrono::NaiveDate;

use super::model::{ClockFacts, Promise};
use super::sentences;
use crate::calendar::{Calendar, DayKind, in_words};
use crate::facilities::model::StatusReading;
use crate::requests::model::Road;

/// The promises the facility states: forms (C24) and the wait before a status call (C25).
pub(super) fn house(facts: &ClockFacts, calendar: &Calendar) -> Vec<Promise> {
    forms(facts, calendar)
        .into_iter()
        .chain(status_wait(facts, calendar))
        .collect()
}

fn forms(facts: &ClockFacts, calendar: &Calendar) -> Option<Promise> {
    let days = facts.promises.forms_days?;
    if facts.road != Road::MedicalForm {
        return None;
    }
    let start_on = facts.complete_on.unwrap_or(facts.received_on);
    let mut promise = counted(calendar, "C24", "Medical form done", start_on, days);
    promise.provisional = facts.complete_on.is_none();
    promise.why.insert(0, if promise.provisional {
        format!(
            "The packet is not complete yet. Counted for now from the day we received it, {}; the promise starts on the day the packet is complete and signed (R13).",
            in_words(start_on)
        )
    } else {
        format!("The packet was complete and signed on {}; the promise counts from then (R13).", in_words(start_on))
    });
    Some(promise)
}

fn status_wait(facts: &ClockFacts, calendar: &Calendar) -> Option<Promise> {
    let days = facts.promises.status_wait_days?;
    let mut promise = counted(
        calendar,
        "C25",
        "Wait before asking for the status",
        facts.received_on,
        days,
    );
    promise.why.insert(0, format!(
        "Callers are asked to allow {days} working days after {} before asking; staff may always answer earlier (R12).",
        in_words(facts.received_on)
    ));
    Some(promise)
}

/// R12: the working day after the last day of the wait, or that last day where the house reads it so; none where the
/// facility names no wait.
pub(super) fn status_ok_from(facts: &ClockFacts, calendar: &Calendar) -> Option<NaiveDate> {
    let wait = facts.promises.status_wait_days?;
    let days = match facts.law.status_reading {
        StatusReading::AfterTheWait => wait + 1,
        StatusReading::OnTheLastDay => wait,
    };
    Some(calendar.nth_day(DayKind::HouseWorking, facts.received_on, days))
}

/// Our own promise where no clock runs: the forms promise if there is one, else the first answer.
pub(super) fn ours(facts: &ClockFacts, calendar: &Calendar, house: &[Promise]) -> Promise {
    if let Some(forms) = house.iter().find(|promise| promise.rule == "C24") {
        return forms.clone();
    }
    let start_on = facts.authorization_valid_on.unwrap_or(facts.received_on);
    let days = facts.promises.first_answer_days;
    let mut promise = counted(calendar, "promise", "Our first answer", start_on, days);
    promise.why.insert(0, why_no_clock(facts).to_owned());
    promise.why.insert(
        1,
        format!(
            "Our promise, not the law: a first answer within {days} working days after {}.",
            in_words(start_on)
        ),
    );
    promise
}

fn why_no_clock(facts: &ClockFacts) -> &'static str {
    let valid = facts.authorization_valid_on.is_some();
    match facts.road {
        _ if facts.is_only_a_call() => {
            "So far there is only a telephone call; a clock starts when the written request arrives (S29)."
        }
        Road::ThirdPartyDirective => {
            "Only an electronic copy of an electronic health record can be directed to somebody else; anything more needs a valid authorization, and no access clock runs (R16)."
        }
        Road::Authorization | Road::Attorney | Road::DisabilityAgency if !valid => {
            "No valid authorization is recorded yet, and a defective one starts no clock of the law (R19)."
        }
        Road::Subpoena if facts.subpoena.is_none() => {
            "The kind of subpoena and its day of service are not recorded yet, so its clock cannot be counted (C10)."
        }
        Road::Subpoena if !valid => {
            "No valid subpoena with a clock of the law is recorded; a defective one starts none (R19)."
        }
        _ => "No law sets a day for this kind of request.",
    }
}

fn counted(
    calendar: &Calendar,
    rule: &'static str,
    name: &'static str,
    start_on: NaiveDate,
    n: u32,
) -> Promise {
    let days = calendar.count(DayKind::HouseWorking, start_on, n);
    let due_on = days.last().map_or(start_on, |day| day.on);
    let mut why = sentences::skipped_weekdays(&days, calendar);
    why.push(format!("Working day {n} is {}.", in_words(due_on)));
    why.extend(sentences::missing_rows(calendar, start_on, due_on));
    Promise {
        rule,
        name,
        start_on,
        due_on,
        provisional: false,
        days,
        why,
    }
}
