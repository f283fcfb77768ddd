//! What is asked for: record types × date ranges × facilities. Nothing outside it may leave (S5).

use chrono::NaiveDate;

use crate::words::dates;

/// Dates of service from one day to another, both included; an open end means "from the first" or "up to now".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct DateRange {
    /// First day wanted.
    pub from: Option<NaiveDate>,
    /// Last day wanted.
    pub to: Option<NaiveDate>,
}

/// Why a scope cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadScope {
    /// The range ends before it begins.
    #[error("the last date is before the first")]
    Backwards,
    /// Both "the entire record" and single types were chosen.
    #[error("choose either the entire record or single record types")]
    EntireAndTypes,
}

impl DateRange {
    /// Every date of service.
    pub const ALL: Self = Self {
        from: None,
        to: None,
    };

    /// A range from its two ends.
    ///
    /// # Errors
    /// `BadScope::Backwards`.
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Self, BadScope> {
        match (from, to) {
            (Some(first), Some(last)) if last < first => Err(BadScope::Backwards),
            _ => Ok(Self { from, to }),
        }
    }

    /// Whether a day of service lies in the range.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }

    /// Whether part of the range lies before a day and part on or after it (S113: a range crossing the portal's first day).
    pub fn crosses(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|first| first < day) && self.to.is_none_or(|last| day <= last)
    }

    /// Whether two ranges share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |a: &Self, b: &Self| match (a.from, b.to) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// The range in words.
    pub fn in_words(&self) -> String {
        match (self.from, self.to) {
            (None, None) => "all dates".to_owned(),
            (Some(first), None) => format!("from {}", dates::full(first)),
            (None, Some(last)) => format!("up to {}", dates::full(last)),
            (Some(first), Some(last)) if first == last => dates::full(first),
            (Some(first), Some(last)) => format!("{} to {}", dates::full(first), dates::full(last)),
        }
    }
}

/// The scope of a request. Record types and facilities are codes of the facility catalogues.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Scope {
    /// "The entire record" was asked for in so many words (A03).
    pub entire_record: bool,
    /// Codes of the record types; empty with `entire_record`, or when nothing was said.
    pub record_types: Vec<String>,
    /// Dates of service; empty when nothing was said.
    pub ranges: Vec<DateRange>,
    /// Codes of the facilities; empty means every facility of the hospital (S7, S8).
    pub facilities: Vec<String>,
    /// What was written that no code says.
    pub as_written: String,
}

impl Scope {
    /// Puts the parts in order and drops repetitions, so that equal scopes are equal.
    ///
    /// # Errors
    /// `BadScope` for a contradiction.
    pub fn tidy(mut self) -> Result<Self, BadScope> {
        if self.entire_record && !self.record_types.is_empty() {
            return Err(BadScope::EntireAndTypes);
        }
        if self
            .ranges
            .iter()
            .any(|range| DateRange::new(range.from, range.to).is_err())
        {
            return Err(BadScope::Backwards);
        }
        for codes in [&mut self.record_types, &mut self.facilities] {
            codes.sort();
            codes.dedup();
        }
        self.ranges
            .sort_by_key(|range| (range.from, range.to.unwrap_or(NaiveDate::MAX)));
        self.ranges.dedup();
        self.as_written = self.as_written.trim().to_owned();
        Ok(self)
    }

    /// Whether no direction was given on what or from when: the requester has to be asked (S6, A04).
    pub fn gives_no_direction(&self) -> bool {
        (!self.entire_record && self.record_types.is_empty()) || self.ranges.is_empty()
    }

    /// Whether a page of this type, day and facility was asked for (S5). What was not said is not covered.
    pub fn covers(&self, record_type: &str, day: NaiveDate, facility: &str) -> bool {
        let type_asked =
            self.entire_record || self.record_types.iter().any(|code| code == record_type);
        let day_asked = self.ranges.iter().any(|range| range.covers(day));
        let place_asked =
            self.facilities.is_empty() || self.facilities.iter().any(|code| code == facility);
        type_asked && day_asked && place_asked
    }

    /// Whether two scopes ask in part for the same (B17).
    pub fn overlaps(&self, other: &Self) -> bool {
        let share = |a: &[String], b: &[String]| a.iter().any(|code| b.contains(code));
        let types = self.entire_record
            || other.entire_record
            || share(&self.record_types, &other.record_types);
        let places = self.facilities.is_empty()
            || other.facilities.is_empty()
            || share(&self.facilities, &other.facilities);
        let days = self
            .ranges
            .iter()
            .any(|a| other.ranges.iter().any(|b| a.overlaps(b)));
        types && places && days
    }

    /// The scope in one sentence; `label` gives the words for a code of the catalogues.
    pub fn in_words(&self, label: impl Fn(&str) -> String) -> String {
        let list = |codes: &[String]| {
            codes
                .iter()
                .map(|code| label(code))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let what = if self.entire_record {
            "The entire record".to_owned()
        } else if self.record_types.is_empty() {
            "No record types named".to_owned()
        } else {
            list(&self.record_types)
        };
        let when = if self.ranges.is_empty() {
            "no dates named".to_owned()
        } else {
            self.ranges
                .iter()
                .map(DateRange::in_words)
                .collect::<Vec<_>>()
                .join(" and ")
        };
        let place = if self.facilities.is_empty() {
            "all facilities".to_owned()
        } else {
            list(&self.facilities)
        };
        format!("{what}; {when}; {place}")
    }
}
