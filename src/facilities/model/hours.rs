//! Desk hours: open intervals per weekday, lunch being the gap between two of them.

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::codes::FactKey;
use crate::text_enum;

/// Hours that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// An interval is written `08:00-12:00`.
    #[error("\"{0}\" is not an interval such as 08:00-12:00")]
    NotAnInterval(String),
    /// An interval ends after it begins, on the same day.
    #[error("\"{0}\" does not end after it begins")]
    Backwards(String),
    /// The intervals of a day stand in order and do not touch.
    #[error("the intervals of {0} overlap, touch or are out of order")]
    Overlapping(Weekday),
}

/// A stretch of one day in which the desk is open: from the first minute, up to but not including the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OpenInterval {
    from: NaiveTime,
    to: NaiveTime,
}

impl OpenInterval {
    /// Reads `08:00-12:00`.
    ///
    /// # Errors
    /// `HoursError` when the text is no interval or does not end after it begins.
    pub fn parse(text: &str) -> Result<Self, HoursError> {
        let clock = |part: &str| {
            let strict = part.len() == 5;
            NaiveTime::parse_from_str(part, "%H:%M")
                .ok()
                .filter(|_| strict)
        };
        let (from, to) = text
            .split_once('-')
            .and_then(|(from, to)| Some((clock(from)?, clock(to)?)))
            .ok_or_else(|| HoursError::NotAnInterval(text.to_owned()))?;
        if from < to {
            Ok(Self { from, to })
        } else {
            Err(HoursError::Backwards(text.to_owned()))
        }
    }

    /// The first open minute.
    pub const fn from(&self) -> NaiveTime {
        self.from
    }

    /// The first minute that is no longer open.
    pub const fn to(&self) -> NaiveTime {
        self.to
    }

    /// Whether the desk is open at this time of day.
    pub fn contains(&self, at: NaiveTime) -> bool {
        self.from <= at && at < self.to
    }
}

impl TryFrom<String> for OpenInterval {
    type Error = HoursError;

    fn try_from(text: String) -> Result<Self, HoursError> {
        Self::parse(&text)
    }
}

impl From<OpenInterval> for String {
    fn from(interval: OpenInterval) -> String {
        format!(
            "{}-{}",
            interval.from.format("%H:%M"),
            interval.to.format("%H:%M")
        )
    }
}

text_enum! {
    /// What the hours are the hours of.
    pub enum HoursOf: "hours of" {
        Window = "window", "Window";
        PhoneLine = "phone_line", "Phone line";
    }
}

/// When a desk is open, by weekday (S16, S24, S116). A day without an interval is a day the desk is shut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskHours {
    /// What the hours are the hours of.
    pub hours_of: HoursOf,
    /// The office with this window.
    #[serde(default)]
    pub office: Option<FactKey>,
    #[serde(default)]
    monday: Vec<OpenInterval>,
    #[serde(default)]
    tuesday: Vec<OpenInterval>,
    #[serde(default)]
    wednesday: Vec<OpenInterval>,
    #[serde(default)]
    thursday: Vec<OpenInterval>,
    #[serde(default)]
    friday: Vec<OpenInterval>,
    #[serde(default)]
    saturday: Vec<OpenInterval>,
    #[serde(default)]
    sunday: Vec<OpenInterval>,
}

impl DeskHours {
    /// The days of the week, Monday first.
    pub const WEEK: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];

    /// The open intervals of a weekday, in order.
    pub fn day(&self, day: Weekday) -> &[OpenInterval] {
        match day {
            Weekday::Mon => &self.monday,
            Weekday::Tue => &self.tuesday,
            Weekday::Wed => &self.wednesday,
            Weekday::Thu => &self.thursday,
            Weekday::Fri => &self.friday,
            Weekday::Sat => &self.saturday,
            Weekday::Sun => &self.sunday,
        }
    }

    /// Refuses a day whose intervals overlap, touch or stand out of order.
    ///
    /// # Errors
    /// `HoursError::Overlapping` naming the day.
    pub fn check(&self) -> Result<(), HoursError> {
        for day in Self::WEEK {
            let apart = |pair: &[OpenInterval]| pair[0].to < pair[1].from;
            if !self.day(day).windows(2).all(apart) {
                return Err(HoursError::Overlapping(day));
            }
        }
        Ok(())
    }
}
