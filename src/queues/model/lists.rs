//! The lists and what narrows them.

use chrono::NaiveDate;

use crate::requests::model::{Channel, Road, Stage, WhoseMove};
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

text_enum! {
    /// How many days others have held a request, counted from the facility's today.
    pub enum Waits: "waiting time" {
        Week = "0-7", "0–7 days";
        Fortnight = "8-14", "8–14 days";
        Month = "15-30", "15–30 days";
        Longer = "31", "31 days and more";
    }
}

impl Waits {
    /// The fewest and the most days; no most for the longest.
    pub const fn days(self) -> (u64, Option<u64>) {
        match self {
            Self::Week => (0, Some(7)),
            Self::Fortnight => (8, Some(14)),
            Self::Month => (15, Some(30)),
            Self::Longer => (31, None),
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
    /// Only when it has been this side's move for so long.
    pub waits: Option<Waits>,
    /// The day of the lists that have one.
    pub on: Option<NaiveDate>,
}

impl Filters {
    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

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
            ("waits", self.waits.map(|w| w.as_str().to_owned())),
            ("on", self.on.map(|d| d.format("%Y-%m-%d").to_string())),
        ];
        let set: Vec<String> = pairs
            .into_iter()
            .filter_map(|(name, value)| Some([name, "=", &value?].concat()))
            .collect();
        set.join("&")
    }
}
