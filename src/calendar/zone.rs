use chrono::{LocalResult, NaiveDate, NaiveDateTime, TimeZone};

use super::Calendar;

impl Calendar {
    /// The local wall-clock time of an instant (UTC) at the facility (R1).
    pub fn local(&self, instant: NaiveDateTime) -> NaiveDateTime {
        self.zone().from_utc_datetime(&instant).naive_local()
    }

    /// The local calendar date of an instant (UTC) at the facility (R1). Half past nine in the evening in Duarte is
    /// already the next date in New York.
    pub fn local_date(&self, instant: NaiveDateTime) -> NaiveDate {
        self.local(instant).date()
    }

    /// The instant (UTC) of a local wall-clock time; the earlier one where the clock strikes twice in autumn, none
    /// where it jumps over the time in spring.
    pub fn instant(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        match self.zone().from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.naive_utc()),
            LocalResult::None => None,
        }
    }
}
