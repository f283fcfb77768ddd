//! Dates from three boxes (month, day, year) or one pasted text, and times of day as people write them.

use chrono::{NaiveDate, NaiveTime};

/// Years a date on this desk can have: the oldest living person was born after the first, no authorization outlives the last.
const YEARS: std::ops::RangeInclusive<i32> = 1880..=2200;

/// Why three boxes are not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateFault {
    /// Nothing typed at all.
    Empty,
    /// These boxes are empty while others are not.
    Missing(Vec<&'static str>),
    /// This box holds something that is not a number.
    NotANumber(&'static str),
    /// The year does not have four digits.
    ShortYear,
    /// The year cannot be meant.
    YearOutOfRange,
    /// There is no such day in the calendar.
    NoSuchDay,
}

/// The date of three boxes. A whole date pasted into the month box is taken when the other boxes are empty.
pub(super) fn date(month: &str, day: &str, year: &str) -> Result<NaiveDate, DateFault> {
    let boxes = [
        ("month", month.trim()),
        ("day", day.trim()),
        ("year", year.trim()),
    ];
    if boxes.iter().all(|(_, text)| text.is_empty()) {
        return Err(DateFault::Empty);
    }
    if boxes[1].1.is_empty() && boxes[2].1.is_empty() {
        if let Some(pasted) = pasted(boxes[0].1) {
            return pasted;
        }
    }
    let missing: Vec<_> = boxes
        .iter()
        .filter(|(_, text)| text.is_empty())
        .map(|(part, _)| *part)
        .collect();
    if !missing.is_empty() {
        return Err(DateFault::Missing(missing));
    }
    from_parts(boxes[0].1, boxes[1].1, boxes[2].1)
}

/// One text that is a whole date: `2026-06-09`, `6/9/2026`, `06-09-2026`, `6.9.2026`, `06092026`. `None` when it is not meant as one.
fn pasted(text: &str) -> Option<Result<NaiveDate, DateFault>> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(from_parts(&text[..2], &text[2..4], &text[4..]));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => Some(from_parts(month, day, year)),
        [month, day, year] => Some(from_parts(month, day, year)),
        _ => None,
    }
}

fn from_parts(month: &str, day: &str, year: &str) -> Result<NaiveDate, DateFault> {
    let month_number = number(month, "month")?;
    let day_number = number(day, "day")?;
    let year_number =
        i32::try_from(number(year, "year")?).map_err(|_| DateFault::YearOutOfRange)?;
    if year.len() < 4 {
        return Err(DateFault::ShortYear);
    }
    if !YEARS.contains(&year_number) {
        return Err(DateFault::YearOutOfRange);
    }
    NaiveDate::from_ymd_opt(year_number, month_number, day_number).ok_or(DateFault::NoSuchDay)
}

fn number(text: &str, part: &'static str) -> Result<u32, DateFault> {
    let fault = DateFault::NotANumber(part);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().map_err(|_| fault)
    } else {
        Err(fault)
    }
}

/// A time of day: `13:30`, `1:30 pm`, `1:30p`, `1330`, `9`, `9 am`. `None` when it cannot be read.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let lower: String = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .collect();
    let (digits, half) = match lower.strip_suffix("am").or_else(|| lower.strip_suffix('a')) {
        Some(rest) => (rest, Some(false)),
        None => match lower.strip_suffix("pm").or_else(|| lower.strip_suffix('p')) {
            Some(rest) => (rest, Some(true)),
            None => (lower.as_str(), None),
        },
    };
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        Some(_) => return None,
        None if digits.len() > 2 && digits.is_ascii() => digits.split_at(digits.len() - 2),
        None => (digits, "0"),
    };
    let hour = number(hour, "hour").ok()?;
    let minute = number(minute, "minute").ok()?;
    let hour = match half {
        None => hour,
        Some(_) if hour == 0 || hour > 12 => return None,
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// A day as sentences write it: `Tue 9 Jun 2026`.
pub(super) fn in_words(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}
