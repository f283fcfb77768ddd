//! A proposed change with its look at what it moves.

use chrono::{NaiveDate, NaiveDateTime};

use crate::facilities::model::{Change, LawSetting, LawSettings};
use crate::text_enum;
use crate::words::dates;

text_enum! {
    /// How far a change has come.
    pub enum ChangeState: "state of a change" {
        Looking = "looking", "Looking at what it moves";
        Looked = "looked", "Waiting for a decision";
        InForce = "in_force", "In force";
        Dropped = "dropped", "Dropped";
    }
}

/// A change of the house's facts, as proposed, looked at and decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseChange {
    /// The inner id.
    pub id: i64,
    /// The outer id.
    pub public_id: String,
    /// Whose facts.
    pub organization: String,
    /// What changes.
    pub change: Change,
    /// Why, as typed; no patient data.
    pub reason: String,
    /// How far it has come.
    pub state: ChangeState,
    /// Who proposed it.
    pub proposed_by: String,
    /// When (UTC).
    pub proposed_at: NaiveDateTime,
    /// Who decided (nobody, where the desk found the change impossible), and when (UTC).
    pub decided: Option<(Option<String>, NaiveDateTime)>,
    /// The version of the facts the look was taken at; once in force, the version it made.
    pub facts_version: i64,
    /// The look so far.
    pub look: Look,
    /// The version of the row.
    pub version: i64,
}

/// How far the look at open requests has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// The inner id of the last open request looked at.
    pub after: i64,
    /// How many were looked at.
    pub seen: i64,
    /// How many were open when it began.
    pub of: i64,
}

/// One open request whose dates a change moves, by reference alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its reference.
    pub reference: String,
    /// Its outer id.
    pub public_id: String,
    /// Its site.
    pub site: String,
    /// The rule its controlling date comes from afterwards.
    pub due_rule: String,
    /// The controlling date before and after.
    pub due: (NaiveDate, NaiveDate),
    /// The day to work by before and after.
    pub work_by: (NaiveDate, NaiveDate),
}

/// What a change says, in words: "Thu 24 Dec 2026: Christmas Eve, office closed, no legal holiday". `label` is the name of
/// the setting or promise.
pub fn in_words(change: &Change, label: &str) -> String {
    match change {
        Change::Day {
            on,
            name,
            office_closed,
            legal_holiday,
        } => {
            let office = if *office_closed { "closed" } else { "open" };
            let legal = if *legal_holiday { "a" } else { "no" };
            format!(
                "{}: {name}, office {office}, {legal} legal holiday",
                dates::full(*on)
            )
        }
        Change::OrdinaryDay { on } => format!("{}: an ordinary day", dates::full(*on)),
        Change::Setting { key, values, from } => {
            format!(
                "{label}: {}, from {}",
                value_in_words(key, values),
                dates::full(*from)
            )
        }
        Change::Promise { count, from, .. } => {
            format!("{label}: {count}, from {}", dates::full(*from))
        }
    }
}

/// The value of a setting as people read it: a reading of the law in its words, anything else as it was typed.
pub fn value_in_words(key: &str, values: &[String]) -> String {
    LawSetting::parse(key)
        .ok()
        .and_then(|known| {
            let law = LawSettings::default().with(known, values).ok()?;
            Some(law.value(known))
        })
        .unwrap_or_else(|| values.join("; "))
}
