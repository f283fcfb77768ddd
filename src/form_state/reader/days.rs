//! Days and times of day.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Reader;
use crate::form_state::dates::{self, DateFault};
use crate::words::capitalized;

impl Reader {
    /// A date that must be there: boxes `name-month`, `name-day`, `name-year`, or a whole date pasted into the first.
    pub fn date(&mut self, name: &str, what: &str) -> Option<NaiveDate> {
        match self.boxes(name) {
            Ok(date) => Some(date),
            Err(fault) => {
                self.date_refused(name, what, &fault);
                None
            }
        }
    }

    /// A date that may be left empty, but not half.
    pub fn optional_date(&mut self, name: &str, what: &str) -> Option<NaiveDate> {
        match self.boxes(name) {
            Ok(date) => Some(date),
            Err(DateFault::Empty) => None,
            Err(fault) => {
                self.date_refused(name, what, &fault);
                None
            }
        }
    }

    /// A date that must be there and not after `today`, the facility's own day.
    pub fn past_date(&mut self, name: &str, what: &str, today: NaiveDate) -> Option<NaiveDate> {
        let date = self.date(name, what)?;
        self.not_after(name, what, date, today)
    }

    /// A date not after `today`, or nothing.
    pub fn optional_past_date(
        &mut self,
        name: &str,
        what: &str,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        let date = self.optional_date(name, what)?;
        self.not_after(name, what, date, today)
    }

    /// A time of day that must be there, as people write it: 13:30, 1:30 pm, 1330.
    pub fn local_time(&mut self, name: &str, what: &str) -> Option<NaiveTime> {
        if self.form.value(name).trim().is_empty() {
            return self.missing(name, "Enter", what);
        }
        self.optional_local_time(name, what)
    }

    /// A time of day, or nothing.
    pub fn optional_local_time(&mut self, name: &str, what: &str) -> Option<NaiveTime> {
        let typed = self.form.value(name).trim();
        if typed.is_empty() {
            return None;
        }
        let time = dates::time(typed);
        if time.is_none() {
            self.form.refuse(
                name,
                [
                    "Write ",
                    what,
                    " as hours and minutes, for example 13:30 or 1:30 pm.",
                ]
                .concat(),
            );
        }
        time
    }

    /// A local date and time that must be there: the three boxes and `name-time`.
    pub fn local_date_time(&mut self, name: &str, what: &str) -> Option<NaiveDateTime> {
        let date = self.date(name, what);
        let time = self.local_time(&[name, "-time"].concat(), &["the time of ", what].concat());
        Some(date?.and_time(time?))
    }

    fn boxes(&self, name: &str) -> Result<NaiveDate, DateFault> {
        let part = |part: &str| self.form.value(&[name, "-", part].concat());
        dates::date(part("month"), part("day"), part("year"))
    }

    fn not_after(
        &mut self,
        name: &str,
        what: &str,
        date: NaiveDate,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        if date <= today {
            return Some(date);
        }
        let today = dates::in_words(today);
        self.form.refuse(
            name,
            [
                &capitalized(what),
                " cannot be after today, ",
                &today,
                ". Check the year.",
            ]
            .concat(),
        );
        None
    }

    fn date_refused(&mut self, name: &str, what: &str, fault: &DateFault) {
        let subject = capitalized(what);
        let sentence = match fault {
            DateFault::Empty => ["Enter ", what, "."].concat(),
            DateFault::Missing(parts) => {
                [&subject, " needs a ", &parts.join(" and a "), "."].concat()
            }
            DateFault::NotANumber(part) => {
                ["Write the ", part, " of ", what, " as a number."].concat()
            }
            DateFault::ShortYear => ["Write the year of ", what, " with four digits."].concat(),
            DateFault::YearOutOfRange => [
                "Check the year of ",
                what,
                ": it lies outside 1880 to 2200.",
            ]
            .concat(),
            DateFault::NoSuchDay => [
                &subject,
                " is not a day of the calendar. Check month, day and year, in that order.",
            ]
            .concat(),
        };
        self.form.refuse(name, sentence);
    }
}
