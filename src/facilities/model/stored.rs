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
}
