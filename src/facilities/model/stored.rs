//! A fact or a holiday as a row of the house's tables.

use super::fact::Fact;
use crate::calendar::Holiday;

/// A fact as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// The row.
    pub id: i64,
    /// Whose fact it is.
    pub organization: String,
    /// The fact, with the days it holds.
    pub fact: Fact,
    /// Whether the row is just as the program wrote it; if not, the house wrote or changed it.
    pub untouched: bool,
    /// Whether it was taken back before it held on any day.
    pub withdrawn: bool,
}

/// A holiday as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHoliday {
    /// The row.
    pub id: i64,
    /// Whose holiday it is.
    pub organization: String,
    /// The date, the name and both flags (R6).
    pub holiday: Holiday,
    /// Whether the row is just as the program wrote it.
    pub untouched: bool,
    /// Whether another row took its place, or none.
    pub withdrawn: bool,
}

/// How far the desk has followed its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactsState {
    /// Moves with every change of a fact or a holiday.
    pub version: i64,
    /// The version under which the stored dates of open requests were computed.
    pub indexed: i64,
    /// The version they are being computed under now, and how far it has come; kept over a stop.
    pub following: Following,
}

/// How far the stored dates have followed a version of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Following {
    /// The version they follow.
    pub version: i64,
    /// The inner id of the last open request looked at.
    pub after: i64,
    /// How many were looked at.
    pub seen: i64,
    /// How many open requests there were when it began.
    pub of: i64,
    /// How many have moved.
    pub moved: i64,
}

impl FactsState {
    /// Whether the stored dates still have to follow a change.
    pub const fn is_behind(&self) -> bool {
        self.indexed < self.version
    }
}

/// Whose rows are written: those of the program follow it, those of the house it leaves alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenBy {
    /// The program, at a start.
    Program,
    /// People of the hospital.
    House,
}
