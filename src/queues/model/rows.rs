//! A place in a list, its rows, and how many there are.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Filters, WorkList};
use crate::requests::model::{Priority, RequestVersion, Road, ShownStatus, WhoseMove};

/// A place between two rows: behind or before the row with this date and outer id. The date stands in it, so that a row
/// that moves meanwhile takes no other row with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The row's date when it was shown.
    pub work_by: NaiveDate,
    /// The row.
    pub public_id: String,
    /// Whether the page begins behind it; else it ends before it.
    pub behind: bool,
}

impl Place {
    /// As it stands in an address: the date, a tilde, the outer id.
    pub fn text(work_by: NaiveDate, public_id: &str) -> String {
        [&work_by.format("%Y-%m-%d").to_string(), "~", public_id].concat()
    }

    /// Reads what [`Place::text`] wrote; none for anything else.
    pub fn parse(text: &str, behind: bool) -> Option<Self> {
        let (date, public_id) = text.split_once('~')?;
        let work_by = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
        Some(Self {
            work_by,
            public_id: public_id.to_owned(),
            behind,
        })
    }
}

/// A list for one person at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// Which.
    pub list: WorkList,
    /// What narrows it.
    pub filters: Filters,
    /// The sites this person works at; nothing else is ever listed (T36).
    pub sites: Vec<String>,
    /// Who looks.
    pub staff_id: i64,
    /// The facility's local day.
    pub today: NaiveDate,
    /// The first instant (UTC) of the day asked for and the first after it.
    pub day: Option<(NaiveDateTime, NaiveDateTime)>,
    /// Since when (UTC) it has been this side's move: at or after the one instant, before the other.
    pub since: (Option<NaiveDateTime>, Option<NaiveDateTime>),
}

/// One request in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Inner id, for the evidence.
    pub id: i64,
    /// The one in addresses.
    pub public_id: String,
    /// The one people say.
    pub reference: String,
    /// The road.
    pub road: Road,
    /// The patient as written.
    pub patient: String,
    /// The birth date as written.
    pub born_on: Option<NaiveDate>,
    /// The record number as written.
    pub mrn: Option<String>,
    /// Who asks.
    pub requester: String,
    /// Whether that is the patient.
    pub asks_for_self: bool,
    /// The controlling date.
    pub due_on: NaiveDate,
    /// The day to finish by.
    pub work_by: NaiveDate,
    /// The status people read.
    pub shown: ShownStatus,
    /// Whose move it is.
    pub whose_move: WhoseMove,
    /// Whether it has ended.
    pub closed: bool,
    /// The owner's inner id.
    pub owner_id: Option<i64>,
    /// How urgent.
    pub priority: Priority,
    /// How often it was changed, as it is shown.
    pub version: RequestVersion,
}

/// How many are counted before a list says "1,000+".
pub const COUNTED: usize = 1_000;

/// How many stand on a list and how many of them are late; counting stops at [`COUNTED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Requests.
    pub all: usize,
    /// Of these with the controlling date in the past.
    pub late: usize,
}

impl Count {
    /// "163 requests", "1 request", "1,000+ requests".
    pub fn in_words(self, noun: &str) -> String {
        let plural = if self.all == 1 { "" } else { "s" };
        [&capped(self.all), " ", noun, plural].concat()
    }
}

/// A number as people read it: "163", or "1,000+" above the cap.
pub fn capped(number: usize) -> String {
    if number > COUNTED {
        "1,000+".to_owned()
    } else {
        number.to_string()
    }
}

/// How many stand on each list of the navigation, counted up to the cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCounts(pub Vec<(WorkList, Count)>);

impl ListCounts {
    /// How many stand on a list; none for a list that is not counted.
    pub fn of(&self, list: WorkList) -> Option<Count> {
        let found = self.0.iter().find(|(counted, _)| *counted == list);
        found.map(|(_, count)| *count)
    }
}

/// A person a request can belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// The name colleagues know.
    pub name: String,
    /// Whether requests can be given to this person: works them, and the account is open.
    pub works: bool,
}
