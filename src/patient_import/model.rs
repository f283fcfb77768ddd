//! A row of the hospital's index, what becomes of it, and an import as it is remembered.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::patients::model::{Mrn, OtherName, Particulars};

/// What a row of the file says of a person. What is empty says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it begins on.
    pub line: u64,
    /// The record number, by which the entry is found.
    pub mrn: Mrn,
    /// What it says of the person.
    pub says: Particulars,
    /// Other names.
    pub names: Vec<OtherName>,
    /// Telephone numbers of before.
    pub former_phones: Vec<String>,
    /// Addresses of before.
    pub former_addresses: Vec<String>,
    /// The hash of the row, by which the same row is known again.
    pub digest: String,
}

/// The record number as rows are told apart by: people leave leading zeros out.
pub fn bare(mrn: &Mrn) -> &str {
    mrn.as_str().trim_start_matches('0')
}

/// What imports last wrote into an entry. A value of the entry that is another one was written by a person of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wrote {
    /// Family and given names.
    pub name: Option<(String, String)>,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Day of death.
    pub deceased_on: Option<NaiveDate>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Home address, lines.
    pub address: Option<String>,
}

/// What is wrong with a row, named by its line and field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file the row begins on.
    pub line: u64,
    /// The column.
    pub field: String,
    /// What to do, without anything that was in the row.
    pub says: String,
}

/// Where the file says otherwise than a person of the desk: the desk's stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line of the file.
    pub line: u64,
    /// The column.
    pub field: &'static str,
    /// What the file says.
    pub file_says: String,
    /// What the desk says.
    pub desk_says: String,
}

/// What came of rows, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People who were not in the index.
    pub added: i64,
    /// Entries that were changed.
    pub changed: i64,
    /// Rows that say what the entry says.
    pub unchanged: i64,
    /// Rows that could not be taken.
    pub rejected: i64,
    /// Fields where the desk's own word stays.
    pub differences: i64,
}

impl Counts {
    /// Rows of the file, taken or not.
    pub const fn rows(&self) -> i64 {
        self.added + self.changed + self.unchanged + self.rejected
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, more: Self) -> Self {
        Self {
            added: self.added + more.added,
            changed: self.changed + more.changed,
            unchanged: self.unchanged + more.unchanged,
            rejected: self.rejected + more.rejected,
            differences: self.differences + more.differences,
        }
    }
}

/// An import as it is remembered: counts, who, when; nothing about anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// When it began (UTC).
    pub begun_at: NaiveDateTime,
    /// Who ran it, as the machine knows them.
    pub begun_by: String,
    /// The hash of the file.
    pub sha256: String,
    /// When it ended (UTC); none while it runs, and after it was interrupted.
    pub ended_at: Option<NaiveDateTime>,
    /// What came of its rows.
    pub counts: Counts,
}
