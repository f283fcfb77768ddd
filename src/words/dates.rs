//! Dates and spans as people at the desk read them: `Thu 4 Jun`, `Thu 4 Jun 2026`, `1 d 4 h`.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// `Thu 4 Jun 2026`: letters, slips, anything that is read later or elsewhere.
pub fn full(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// `Thu 4 Jun` in the year of `today`, with the year in any other.
pub fn short(day: NaiveDate, today: NaiveDate) -> String {
    if day.year() == today.year() {
        day.format("%a %-d %b").to_string()
    } else {
        full(day)
    }
}

/// `Mon 8 Jun 08:12`: a local moment on the timeline, with the year when it is not this one.
pub fn moment(at: NaiveDateTime, today: NaiveDate) -> String {
    format!("{} {}", short(at.date(), today), at.format("%H:%M"))
}

/// `2026-06-04`: forms, files and the command line.
pub fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// How a date stands to today: "today", "tomorrow", "in 3 days", "yesterday", "4 days ago".
pub fn relative(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead if ahead > 0 => format!("in {ahead} days"),
        past => format!("{} days ago", -past),
    }
}

/// How much time is left to a due date: "due today", "1 day left", "12 days left", "3 days late".
pub fn left(due_on: NaiveDate, today: NaiveDate) -> String {
    match (due_on - today).num_days() {
        0 => "due today".to_owned(),
        1 => "1 day left".to_owned(),
        -1 => "1 day late".to_owned(),
        ahead if ahead > 0 => format!("{ahead} days left"),
        past => format!("{} days late", -past),
    }
}

/// `1 d 4 h`, `4 h 10 min`, `5 min`, `0 min`: the two largest units, cut off, never rounded up. Negative spans read as none.
pub fn span(length: TimeDelta) -> String {
    let minutes = length.num_minutes().max(0);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, m) => format!("{m} min"),
        (0, h, 0) => format!("{h} h"),
        (0, h, m) => format!("{h} h {m} min"),
        (d, 0, _) => format!("{d} d"),
        (d, h, _) => format!("{d} d {h} h"),
    }
}

/// `2026-06-04` or `06/04/2026` (month first, as the hospital's forms print it). Two-digit years are refused.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn parse(text: &str) -> Result<NaiveDate, BadDate> {
    let text = text.trim();
    let bad = || BadDate(text.to_owned());
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let [first, second, third] = parts.as_slice() else {
        return Err(bad());
    };
    let (year, month, day) = if text.contains('-') && !text.contains('/') {
        (first, second, third)
    } else if text.contains('/') && !text.contains('-') {
        (third, first, second)
    } else {
        return Err(bad());
    };
    let number = |part: &str, widths: std::ops::RangeInclusive<usize>| {
        let plain = part.bytes().all(|byte| byte.is_ascii_digit()) && widths.contains(&part.len());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let year = number(year, 4..=4).and_then(|y| i32::try_from(y).ok());
    match (year, number(month, 1..=2), number(day, 1..=2)) {
        (Some(year), Some(month), Some(day)) if year >= 1800 => {
            NaiveDate::from_ymd_opt(year, month, day).ok_or_else(bad)
        }
        _ => Err(bad()),
    }
}

/// Text that is not a date of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date; write it like 06/04/2026 (month first) or 2026-06-04")]
pub struct BadDate(pub String);
