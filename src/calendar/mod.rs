//! The days of a facility: its zone, its holidays with their two flags, and the arithmetic of days (R1–R7, R15).
//!
//! Nothing here reads a clock: an instant or a date is always an argument. Dates are local calendar dates of the facility (R1).

mod count;
mod holiday;
pub mod holidays;
mod words;
mod zone;

pub use count::{Day, DayKind};
pub use holiday::Holiday;
pub use words::{in_words, plural, spoken};

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday, WeekdaySet};
use chrono_tz::Tz;

/// The zone of a facility, the days of its working week, and its holiday rows, keyed by date because holidays are renamed
/// (5.2).
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: Tz,
    week: WeekdaySet,
    holidays: BTreeMap<NaiveDate, Holiday>,
}

/// Monday to Friday.
const WEEKDAYS: WeekdaySet = WeekdaySet::from_array([
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
]);

impl Calendar {
    /// A calendar from a zone and its rows. Two rows for one date become one row that carries both names and all set flags.
    pub fn new(zone: Tz, rows: impl IntoIterator<Item = Holiday>) -> Self {
        let mut calendar = Self {
            zone,
            week: WEEKDAYS,
            holidays: BTreeMap::new(),
        };
        for row in rows {
            calendar.add(row);
        }
        calendar
    }

    fn add(&mut self, row: Holiday) {
        match self.holidays.get_mut(&row.on) {
            Some(known) => known.merge(&row),
            None => {
                self.holidays.insert(row.on, row);
            }
        }
    }

    /// The same with only these days of the week as working days (R5). Saturday and Sunday never are; where nothing is left,
    /// it stays Monday to Friday.
    #[must_use]
    pub fn with_week(mut self, days: WeekdaySet) -> Self {
        let week = days.intersection(WEEKDAYS);
        self.week = if week.is_empty() { WEEKDAYS } else { week };
        self
    }

    /// The same with the Monday after a Sunday Diwali as a holiday of the state too (5.1). The office stays open on it.
    #[must_use]
    pub fn keeping_the_monday_after_diwali(mut self) -> Self {
        let mondays: Vec<Holiday> = self
            .holidays
            .values()
            .filter(|row| row.name == holidays::DIWALI_NAME && row.on.weekday() == Weekday::Sun)
            .map(|row| Holiday {
                on: after(row.on),
                name: [holidays::DIWALI_NAME, " (observed)"].concat(),
                office_closed: false,
                legal_holiday: true,
            })
            .collect();
        for row in mondays {
            self.add(row);
        }
        self
    }

    /// Whether every day from Monday to Friday can be a working day (R5).
    pub fn counts_every_weekday(&self) -> bool {
        self.week == WEEKDAYS
    }

    /// Whether this day of the week can be a working day at all (R5).
    pub fn is_of_the_working_week(&self, on: NaiveDate) -> bool {
        self.week.contains(on.weekday())
    }

    /// The zone of the facility (R1).
    pub const fn zone(&self) -> Tz {
        self.zone
    }

    /// The holiday row of a date, if there is one.
    pub fn holiday_on(&self, on: NaiveDate) -> Option<&Holiday> {
        self.holidays.get(&on)
    }

    /// All holiday rows by date.
    pub fn holidays(&self) -> impl Iterator<Item = &Holiday> {
        self.holidays.values()
    }

    /// Whether any holiday row is loaded for the year; a count that runs into a year without rows is to be said aloud.
    pub fn has_rows_for(&self, year: i32) -> bool {
        self.holidays.keys().any(|on| on.year() == year)
    }

    /// Whether a statutory working-day clock counts this day: a day of the working week, skipped only when the row of the
    /// day has both flags, office closed and legal holiday (R6). Unless the house reads it otherwise, Friday is a working
    /// day whatever the window's hours (R5).
    pub fn is_statutory_working_day(&self, on: NaiveDate) -> bool {
        self.is_of_the_working_week(on)
            && !self
                .holiday_on(on)
                .is_some_and(|row| row.office_closed && row.legal_holiday)
    }

    /// Whether the office works this day, behind a shut window too: a weekday on which it is not closed for a holiday (R7).
    /// A promise of the house counts those of them that are days of the working week (R5, R6).
    pub fn is_house_working_day(&self, on: NaiveDate) -> bool {
        !is_weekend(on) && !self.holiday_on(on).is_some_and(|row| row.office_closed)
    }

    /// The last day of a calendar-day clock: start plus `days`, the next day being day 1 (R4).
    pub fn calendar_due(&self, start_on: NaiveDate, days: u32) -> NaiveDate {
        start_on
            .checked_add_days(Days::new(u64::from(days)))
            .expect("the dates of a hospital are far from the last date there is")
    }

    /// The nth day of a kind strictly after the start (R5). `n` is at least 1.
    pub fn nth_day(&self, kind: DayKind, start_on: NaiveDate, n: u32) -> NaiveDate {
        self.count(kind, start_on, n)
            .last()
            .map_or(start_on, |day| day.on)
    }

    /// The day to work by: the last office-open weekday on or before the due day (R7).
    pub fn work_by(&self, statutory_due: NaiveDate) -> NaiveDate {
        let mut on = statutory_due;
        while !self.is_house_working_day(on) {
            on = before(on);
        }
        on
    }

    /// Where state law may roll a last day to: the first day on or after it that is neither a weekend nor a legal
    /// holiday (R7). For information, never a target.
    pub fn rolled_due(&self, statutory_due: NaiveDate) -> NaiveDate {
        let mut on = statutory_due;
        while is_weekend(on) || self.holiday_on(on).is_some_and(|row| row.legal_holiday) {
            on = after(on);
        }
        on
    }
}

/// The same month and day six years earlier, inclusive; 29 February becomes 28 February (R15).
pub fn six_years_before(on: NaiveDate) -> NaiveDate {
    let year = on.year() - 6;
    on.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .expect("28 February exists in every year")
}

/// The last day on which what HIPAA wants written down is kept: six years after it was written or was last in force,
/// whichever is later; 29 February becomes 1 March, so that six years are full (C26).
pub fn kept_until(written_on: NaiveDate, last_in_force_on: Option<NaiveDate>) -> NaiveDate {
    let from = last_in_force_on.map_or(written_on, |last| last.max(written_on));
    let year = from.year() + 6;
    from.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .expect("1 March exists in every year")
}

/// Whether the date is a Saturday or a Sunday.
pub fn is_weekend(on: NaiveDate) -> bool {
    matches!(on.weekday(), Weekday::Sat | Weekday::Sun)
}

pub(crate) fn after(on: NaiveDate) -> NaiveDate {
    on.succ_opt()
        .expect("the dates of a hospital are far from the last date there is")
}

pub(crate) fn before(on: NaiveDate) -> NaiveDate {
    on.pred_opt()
        .expect("the dates of a hospital are far from the first date there is")
}
