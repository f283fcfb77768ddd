//! What was asked of a system of the hospital and what it answered.

use chrono::NaiveDateTime;

use crate::fhir::{Booked, Why};
use crate::patients::model::{OtherName, Particulars};
use crate::text_enum;

/// A person of the hospital's system, as the index would have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HospitalPerson {
    /// The id there.
    pub id: String,
    /// What it says of them.
    pub says: Particulars,
    /// Other names.
    pub names: Vec<OtherName>,
}

/// A question with its answer, and whom and when it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<T> {
    /// The system, as pages call it.
    pub from: String,
    /// When (UTC).
    pub at: NaiveDateTime,
    /// What it answered, or why it did not.
    pub answer: Result<T, Why>,
}

text_enum! {
    /// Why it cannot be told whose appointment is asked about.
    pub enum Unclear: "reason" {
        Nobody = "nobody", "it knows nobody of this name and birth date, or of this record number";
        Several = "several", "more than one person fits";
        TooLittle = "too_little", "the name and the birth date, or the record number, are needed";
    }
}

/// Whether there is an appointment today (S11, R18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Today {
    /// These, the earliest first.
    Yes(Vec<Booked>),
    /// None.
    No,
    /// It cannot be told for whom.
    Unclear(Unclear),
}
