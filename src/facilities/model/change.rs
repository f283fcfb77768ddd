//! A change that people of the hospital make to its own facts: a day of the calendar, a setting, a promise.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One change. It is dated: nothing before its day is touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// The calendar has this row on this day, instead of the one it had (R6).
    Day {
        /// The day.
        on: NaiveDate,
        /// What people call it.
        name: String,
        /// The office is closed: our promises do not count the day.
        office_closed: bool,
        /// State law makes it a holiday: with a closed office, working days of the law do not count it either.
        legal_holiday: bool,
    },
    /// The day is an ordinary one.
    OrdinaryDay {
        /// The day.
        on: NaiveDate,
    },
    /// A setting has these values from a day on.
    Setting {
        /// The key of its row.
        key: String,
        /// Its values from then on.
        values: Vec<String>,
        /// The first day.
        from: NaiveDate,
    },
    /// A promise is kept in this many of its units from a day on (C24, C25).
    Promise {
        /// The key of its row.
        key: String,
        /// How many of its units.
        count: u32,
        /// The first day.
        from: NaiveDate,
    },
}

/// The rows of one organization as the tables hold them.
#[derive(Debug, Clone, Default)]
pub struct HouseRows {
    /// Its facts, withdrawn ones included.
    pub facts: Vec<super::StoredFact>,
    /// Its holidays, withdrawn ones included.
    pub holidays: Vec<super::StoredHoliday>,
}
