//! Two entries of one person, brought together without moving anything (B17; design: `merged_into`, rows never re-pointed).

use chrono::NaiveDateTime;

use super::PatientId;

/// A merge as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// The entry that was merged.
    pub merged: PatientId,
    /// The entry it was merged into.
    pub survivor: PatientId,
    /// Why.
    pub why: String,
    /// Who, by the name colleagues know.
    pub by: String,
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who undid it, when and why.
    pub undone: Option<Undone>,
}

/// The end of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Who.
    pub by: String,
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Why.
    pub why: String,
}
