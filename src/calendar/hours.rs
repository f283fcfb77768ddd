use chrono::{Datelike, NaiveDateTime, NaiveTime, Weekday};

use super::Calendar;

/// One stretch of a weekday in which a desk is open: from `opens`, up to but not at `closes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSpan {
    /// The weekday.
    pub weekday: Weekday,
    /// First open minute, local time.
    pub opens: NaiveTime,
    /// First closed minute, local time.
    pub closes: NaiveTime,
}

/// The hours of a desk. They say whether the door was open (S16, S20, S24, S116); they are never the business calendar (R5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// The open stretches of a week; lunch is the gap between two.
    pub spans: Vec<OpenSpan>,
}

impl OpeningHours {
    /// Whether the desk is open at a local time: inside a stretch, and not on a day the office is closed for a holiday.
    pub fn is_open(&self, at: NaiveDateTime, calendar: &Calendar) -> bool {
        let closed = calendar
            .holiday_on(at.date())
            .is_some_and(|row| row.office_closed);
        !closed
            && self.spans.iter().any(|span| {
                span.weekday == at.weekday() && span.opens <= at.time() && at.time() < span.closes
            })
    }
}
