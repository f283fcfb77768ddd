//! The reasons of a clock, in sentences a clerk can read to a caller.

use chrono::{Datelike, NaiveDate};

use super::model::Clock;
use super::stops;
use super::table::{Length, Started};
use crate::calendar::{Calendar, Day, in_words, is_weekend, plural};

/// How the due day was counted.
pub(super) fn count(
    started: &Started,
    days: &[Day],
    due: NaiveDate,
    calendar: &Calendar,
) -> Vec<String> {
    if let Length::Until(on) = started.length {
        return vec![format!("Somebody else set this day: {}.", in_words(on))];
    }
    let mut why = vec![format!(
        "Counted from {}, {}; the next day is day 1.",
        in_words(started.on),
        started.start_is
    )];
    why.extend(started.because.iter().cloned());
    match started.length {
        Length::Calendar(n) => why.push(format!(
            "Calendar days count without exception: day {n} is {} (R4).",
            in_words(due)
        )),
        Length::Working(n) => {
            why.push(working_week(calendar).to_owned());
            why.extend(skipped_weekdays(days, calendar));
            why.extend(counted_holidays(days, calendar));
            why.push(format!("Working day {n} is {}.", in_words(due)));
        }
        Length::Until(_) => {}
    }
    why.extend(missing_rows(calendar, started.on, due));
    why
}

/// Which days of the week can count (R5).
fn working_week(calendar: &Calendar) -> &'static str {
    if calendar.counts_every_weekday() {
        "Only working days count; Friday is one (R5)."
    } else {
        "Only working days count: the house takes them to be the days of the week on which the window is open (R5)."
    }
}

/// Every day from Monday to Friday that was skipped, and why (R5, R6).
pub(super) fn skipped_weekdays(days: &[Day], calendar: &Calendar) -> Vec<String> {
    days.iter()
        .filter(|day| !is_weekend(day.on))
        .filter_map(|day| {
            let reason = day.skipped_because.as_ref()?;
            let rule = if calendar.is_of_the_working_week(day.on) {
                "R6"
            } else {
                "R5"
            };
            Some(format!(
                "{} is not counted: {reason} ({rule}).",
                in_words(day.on)
            ))
        })
        .collect()
}

/// Every holiday that was counted although a caller may think it is not (R6).
fn counted_holidays(days: &[Day], calendar: &Calendar) -> Vec<String> {
    days.iter()
        .filter(|day| day.counted.is_some())
        .filter_map(|day| {
            let row = calendar.holiday_on(day.on)?;
            let reason = if row.office_closed {
                "the office is closed, but the state does not make it a holiday"
            } else {
                "a state holiday, but the office is open"
            };
            Some(format!(
                "{} is counted: {}, {reason} (R6).",
                in_words(day.on),
                row.name
            ))
        })
        .collect()
}

/// A warning for every year in the count for which no holidays are loaded.
pub(super) fn missing_rows(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> Vec<String> {
    (from.year()..=to.year())
        .filter(|year| !calendar.has_rows_for(*year))
        .map(|year| format!("No holidays are loaded for {year}; check this day by hand."))
        .collect()
}

/// The sentences that depend on the final due day: working day, rolling, control, stops, days left.
pub(super) fn finish(
    clock: &mut Clock,
    asked_requester_on: Option<NaiveDate>,
    calendar: &Calendar,
    today: Option<NaiveDate>,
) {
    let due = clock.statutory_due;
    let mut why = Vec::new();
    if let Some(target) = clock.target {
        why.push(format!("We aim for {} (R20).", in_words(target)));
    }
    if clock.work_by != due {
        why.push(format!(
            "The office is closed on {} ({}), so work by {}, the last open day before it (R7).",
            in_words(due),
            closed_because(due, calendar),
            in_words(clock.work_by)
        ));
    }
    if clock.rolled_due != due {
        why.push(format!(
            "State law may allow until {} because the last day is no working day; that is for information only and we do not plan with it (R7).",
            in_words(clock.rolled_due)
        ));
    }
    if clock.controlling {
        why.push(
            "This is the earliest day of all clocks on the request, so it controls (R8)."
                .to_owned(),
        );
    }
    why.extend(stops::sentences(clock, asked_requester_on));
    if let Some(today) = today.filter(|_| clock.is_running()) {
        why.push(days_left(today, due));
    }
    clock.why.extend(why);
}

fn closed_because(on: NaiveDate, calendar: &Calendar) -> String {
    if is_weekend(on) {
        return on.format("%A").to_string();
    }
    calendar
        .holiday_on(on)
        .map_or_else(|| "closed".to_owned(), |row| row.name.clone())
}

fn days_left(today: NaiveDate, due: NaiveDate) -> String {
    let left = (due - today).num_days();
    let now = in_words(today);
    match left {
        0 => format!("Today, {now}, is the due day."),
        1.. => format!(
            "Today is {now}: {} left to the due day.",
            plural(left, "day")
        ),
        _ => format!("Today is {now}: overdue by {}.", plural(-left, "day")),
    }
}
