//! The figures of a day.

use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::queues::model::{Due, Waits};
use crate::requests::model::{Channel, Stage, WhoseMove};

/// One owner's open requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerLine {
    /// The owner's outer id; none for requests nobody owns.
    pub public_id: Option<String>,
    /// The owner's name.
    pub name: String,
    /// Open requests.
    pub open: i64,
    /// Of these with the controlling date in the past.
    pub late: i64,
    /// Of these with the controlling date in the next three days.
    pub soon: i64,
}

/// A request that waits for its requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its outer id.
    pub public_id: String,
    /// Its reference.
    pub reference: String,
    /// Since when (UTC).
    pub since: NaiveDateTime,
}

/// Every figure of the supervisor's day. Counts are of open requests at the person's sites.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Open requests by controlling date.
    pub by_due: Vec<(NaiveDate, i64)>,
    /// By stage.
    pub by_stage: Vec<(Stage, i64)>,
    /// By whose move.
    pub by_move: Vec<(WhoseMove, i64)>,
    /// By site code.
    pub by_site: Vec<(String, i64)>,
    /// By channel.
    pub by_channel: Vec<(Channel, i64)>,
    /// By owner.
    pub owners: Vec<OwnerLine>,
    /// How many wait for their requester, by how long.
    pub ages: Vec<(Waits, i64)>,
    /// Those that wait longest for their requester, longest first.
    pub waiting: Vec<Waiting>,
    /// The instants (UTC) of logging in the days of the chart.
    pub logged: Vec<NaiveDateTime>,
    /// The instants (UTC) of closing in the days of the chart.
    pub completed: Vec<NaiveDateTime>,
}

impl Figures {
    /// How many have their controlling date in a span.
    pub fn due(&self, span: Due, today: NaiveDate) -> i64 {
        let within = |on: NaiveDate| match span.days() {
            None => on < today,
            Some(days) => on >= today && on <= today + Days::new(days),
        };
        self.by_due
            .iter()
            .filter(|(on, _)| within(*on))
            .map(|(_, count)| count)
            .sum()
    }

    /// How many are open.
    pub fn open(&self) -> i64 {
        self.by_due.iter().map(|(_, count)| count).sum()
    }
}
