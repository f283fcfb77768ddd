use chrono::NaiveDate;

use super::{Calendar, after, is_weekend};

/// Which days a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Every day (R4).
    Calendar,
    /// Days of the working week, except those with both holiday flags (R5, R6).
    StatutoryWorking,
    /// Days of the working week, except those on which the office is closed (R5, R6).
    HouseWorking,
}

/// One day of a count: either its number, or why it was skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub on: NaiveDate,
    /// Its number in the count; none when it was skipped.
    pub counted: Option<u32>,
    /// Why it was skipped; none when it was counted.
    pub skipped_because: Option<String>,
}

impl Calendar {
    /// Every day strictly after the start up to and including the nth counted one, each with its number or the reason
    /// it was skipped (R4–R6).
    pub fn count(&self, kind: DayKind, start_on: NaiveDate, n: u32) -> Vec<Day> {
        let mut days = Vec::new();
        let mut counted = 0;
        let mut on = start_on;
        while counted < n {
            on = after(on);
            let skipped_because = self.skipped(kind, on);
            if skipped_because.is_none() {
                counted += 1;
            }
            days.push(Day {
                on,
                counted: skipped_because.is_none().then_some(counted),
                skipped_because,
            });
        }
        days
    }

    /// Why a count of this kind skips the day, or none when it counts.
    pub fn skipped(&self, kind: DayKind, on: NaiveDate) -> Option<String> {
        if kind == DayKind::Calendar {
            return None;
        }
        if is_weekend(on) {
            return Some(on.format("%A").to_string());
        }
        if !self.is_of_the_working_week(on) {
            let day = on.format("%A");
            return Some(format!(
                "the window is shut on {day}s, and only the days on which it is open are counted here"
            ));
        }
        let row = self.holiday_on(on)?;
        match kind {
            DayKind::StatutoryWorking if row.office_closed && row.legal_holiday => Some(format!(
                "{}, a state holiday on which the office is closed",
                row.name
            )),
            DayKind::HouseWorking if row.office_closed => {
                Some(format!("{}, the office is closed", row.name))
            }
            _ => None,
        }
    }
}
