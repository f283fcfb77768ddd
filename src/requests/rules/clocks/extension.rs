//! The one extension the federal rules allow (R10, R11).

use chrono::{Days, NaiveDate};

use super::ledger::days_until;
use super::model::{Clock, ClockFacts, ClockRule};
use crate::calendar::{Calendar, DayKind, in_words};
use crate::words::Refusal;

/// The most an extension may add, in calendar days after the original due day.
pub const EXTENSION_DAYS: u64 = 30;

/// Whether a written extension notice moves this clock, and to which day.
///
/// # Errors
/// The rule that refuses it: a clock of the state (R11), a second notice, a late notice, a day more than 30 days after
/// the original due day, a day that is no later than it, or a clock that is stopped already (R10, R14).
pub fn may_extend(
    clock: &Clock,
    sent_on: NaiveDate,
    completion_on: NaiveDate,
    already_extended: bool,
) -> Result<NaiveDate, Refusal> {
    if !is_extendable(clock.rule) {
        return refuse(
            "R11",
            format!(
                "{} ({}) cannot be extended: the federal extension moves only C1, C2 and C3.",
                clock.rule.as_str(),
                clock.name
            ),
        );
    }
    if already_extended {
        return refuse(
            "R10",
            format!(
                "{} has been extended once; a second extension is not allowed.",
                clock.rule.as_str()
            ),
        );
    }
    if let Some(stopped) = clock.stopped.filter(|stopped| stopped.on <= sent_on) {
        return refuse(
            "R14",
            format!(
                "{} was stopped on {}; there is nothing left to extend.",
                clock.rule.as_str(),
                in_words(stopped.on)
            ),
        );
    }
    if sent_on > clock.original_due {
        return refuse(
            "R10",
            format!(
                "The notice sent on {} is too late: it must be sent on or before the original due day, {}.",
                in_words(sent_on),
                in_words(clock.original_due)
            ),
        );
    }
    let latest = latest_completion(clock.original_due);
    if completion_on > latest {
        return refuse(
            "R10",
            format!(
                "The completion day {} is too far: the latest allowed is {}, {EXTENSION_DAYS} days after the original due day {}.",
                in_words(completion_on),
                in_words(latest),
                in_words(clock.original_due)
            ),
        );
    }
    if completion_on <= clock.original_due {
        return refuse(
            "R10",
            format!(
                "The completion day {} is not after the original due day {}, so there is nothing to extend.",
                in_words(completion_on),
                in_words(clock.original_due)
            ),
        );
    }
    Ok(completion_on)
}

fn refuse(rule: &'static str, text: String) -> Result<NaiveDate, Refusal> {
    Err(Refusal { rule, text })
}

/// Whether a written notice can move a clock: only the federal ones (R10, R11).
pub const fn is_extendable(rule: ClockRule) -> bool {
    matches!(rule, ClockRule::C1 | ClockRule::C2 | ClockRule::C3)
}

/// The last day a notice may promise: 30 calendar days after the original due day (R10).
///
/// # Panics
/// On the last date there is.
pub fn latest_completion(original_due: NaiveDate) -> NaiveDate {
    original_due
        .checked_add_days(Days::new(EXTENSION_DAYS))
        .expect("the dates of a hospital are far from the last date there is")
}

/// Applies the notices in order: the first valid one moves the federal clock, all others are refused.
pub(super) fn apply(
    facts: &ClockFacts,
    calendar: &Calendar,
    today: Option<NaiveDate>,
    clocks: &mut [Clock],
    refusals: &mut Vec<Refusal>,
) {
    let mut extended = false;
    for notice in &facts.extensions {
        let Some(clock) = clocks.iter_mut().find(|clock| is_extendable(clock.rule)) else {
            refusals.push(Refusal {
                rule: "R11",
                text: "There is no clock here that an extension could move: it moves only C1, C2 and C3.".to_owned(),
            });
            continue;
        };
        if today.is_some_and(|today| notice.sent_on > today) {
            refusals.push(Refusal {
                rule: "R10",
                text: format!(
                    "The notice dated {} has not been sent yet; it counts from the day it is sent.",
                    in_words(notice.sent_on)
                ),
            });
            continue;
        }
        match may_extend(clock, notice.sent_on, notice.completion_on, extended) {
            Ok(due) => {
                extended = true;
                let because = extended_once(clock, notice.sent_on, due);
                move_due(clock, calendar, due, because);
            }
            Err(refusal) => refusals.push(refusal),
        }
    }
    if extended {
        explain_state_clocks(clocks);
    }
}

/// Puts the due day of a clock elsewhere; the sentence says why.
pub fn move_due(clock: &mut Clock, calendar: &Calendar, due: NaiveDate, because: String) {
    clock.statutory_due = due;
    clock.work_by = calendar.work_by(due);
    clock.rolled_due = calendar.rolled_due(due);
    clock.days = calendar.count(
        DayKind::Calendar,
        clock.start_on,
        days_until(clock.start_on, due),
    );
    clock.why.push(because);
}

fn extended_once(clock: &Clock, sent_on: NaiveDate, due: NaiveDate) -> String {
    format!(
        "Extended once, to {}, by the written notice sent on {}; the original due day was {} (R10).",
        in_words(due),
        in_words(sent_on),
        in_words(clock.original_due)
    )
}

/// R11: a state clock on the same request stays where it is, and says so.
fn explain_state_clocks(clocks: &mut [Clock]) {
    for clock in clocks.iter_mut().filter(|clock| {
        matches!(
            clock.rule,
            ClockRule::C4
                | ClockRule::C5
                | ClockRule::C6
                | ClockRule::C7
                | ClockRule::C11
                | ClockRule::C12
        )
    }) {
        clock.why.push(
            "The federal extension does not move this day: it is the state's (R11).".to_owned(),
        );
    }
}
