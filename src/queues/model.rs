//! The lists, what narrows them, and a place in them.

use chrono::{NaiveDate, NaiveDateTime};

use crate::requests::model::{Channel, Priority, Road, ShownStatus, Stage, WhoseMove};
use crate::text_enum;

text_enum! {
    /// The lists of the desk (design 7).
    pub enum WorkList: "work list" {
        Mine = "mine", "Mine";
        Unassigned = "unassigned", "Unassigned";
        New = "new", "New";
        Verifying = "verifying", "Verifying";
        Waiting = "waiting", "Waiting for requester";
        Gathering = "gathering", "Gathering";
        Review = "review", "Review";
        Ready = "ready", "Ready";
        DueSoon = "due-soon", "Due soon";
        Overdue = "overdue", "Overdue";
        All = "all", "All open requests";
        Logged = "logged", "Logged on a day";
        Completed = "completed", "Completed on a day";
    }
}

text_enum! {
    /// A span of controlling dates, counted from the facility's today.
    pub enum Due: "due span" {
        Late = "late", "Overdue";
        Today = "today", "Due today";
        One = "1", "Due by tomorrow";
        Three = "3", "Due within 3 days";
        Seven = "7", "Due within 7 days";
    }
}

impl Due {
    /// How many days after today the span ends; none for what is over already.
    pub const fn days(self) -> Option<u64> {
        match self {
            Self::Late => None,
            Self::Today => Some(0),
            Self::One => Some(1),
            Self::Three => Some(3),
            Self::Seven => Some(7),
        }
    }
}

impl WorkList {
    /// What to do when nothing is on it.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Mine => "Take one from Unassigned.",
            Self::Unassigned => "Every open request has an owner.",
            Self::New => "When a request is logged, it comes here.",
            Self::Verifying => "When somebody begins to verify a request, it comes here.",
            Self::Waiting => {
                "When a letter asks the requester for something, its request comes here."
            }
            Self::Gathering => "When the papers of a request are in order, it comes here.",
            Self::Review => "When the records are in, the request comes here.",
            Self::Ready => "When the quality check is passed, the request comes here.",
            Self::DueSoon => "Nothing is due in the next three days.",
            Self::Overdue => "Nothing is overdue.",
            Self::All => "No request is open.",
            Self::Logged | Self::Completed => "Choose another day.",
        }
    }

    /// Whether it also holds closed requests.
    pub const fn holds_closed(self) -> bool {
        matches!(self, Self::Logged | Self::Completed)
    }
}

/// Whose requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnerFilter {
    /// Nobody's.
    Nobody,
    /// One person's, by outer id.
    Person(String),
}

/// What narrows a list. Nothing here is patient data, so it may stand in an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Only when it is this side's move.
    pub whose_move: Option<WhoseMove>,
    /// Only this site.
    pub site: Option<String>,
    /// Only this road.
    pub road: Option<Road>,
    /// Only by this channel.
    pub channel: Option<Channel>,
    /// Only of this owner.
    pub owner: Option<OwnerFilter>,
    /// Only with the controlling date in this span.
    pub due: Option<Due>,
    /// The day of the lists that have one.
    pub on: Option<NaiveDate>,
}

impl Filters {
    /// The filters as an address carries them, without a leading mark.
    pub fn query(&self) -> String {
        let owner = self.owner.as_ref().map(|owner| match owner {
            OwnerFilter::Nobody => "nobody".to_owned(),
            OwnerFilter::Person(id) => id.clone(),
        });
        let pairs = [
            ("stage", self.stage.map(|s| s.as_str().to_owned())),
            ("move", self.whose_move.map(|m| m.as_str().to_owned())),
            ("site", self.site.clone()),
            ("road", self.road.map(|r| r.as_str().to_owned())),
            ("channel", self.channel.map(|c| c.as_str().to_owned())),
            ("owner", owner),
            ("due", self.due.map(|d| d.as_str().to_owned())),
            ("on", self.on.map(|d| d.format("%Y-%m-%d").to_string())),
        ];
        let set: Vec<String> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some([name, "=", &value?].concat()))
            .collect();
        set.join("&")
    }
}

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
        match self.all {
            1 => ["1 ", noun].concat(),
            n if n > COUNTED => ["1,000+ ", noun, "s"].concat(),
            n => [&n.to_string(), " ", noun, "s"].concat(),
        }
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
}
