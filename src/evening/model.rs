//! The count of a day, as values.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use crate::intake::model::Counted;

/// One way of arriving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// "Drop box", "Mailbox for records", "Portal `MyCityofHope`".
    pub name: String,
    /// What came, and what became of it.
    pub counted: Counted,
}

/// Something that arrived, or should have, and is not accounted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is; no patient data.
    pub says: String,
    /// Where it is settled.
    pub href: Option<String>,
}

/// The count of a day at a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evening {
    /// The site.
    pub site: String,
    /// The day at the site.
    pub day: NaiveDate,
    /// Every way of arriving.
    pub ways: Vec<Way>,
    /// What is not accounted for.
    pub differences: Vec<Difference>,
}

impl Evening {
    /// How much arrived on every way together.
    pub fn arrived(&self) -> i64 {
        self.ways.iter().map(|way| way.counted.arrived).sum()
    }
}

/// What somebody signed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The day.
    pub day: NaiveDate,
    /// How much had arrived.
    pub arrived: i64,
    /// How many differences stood.
    pub differences: i64,
    /// Why it was signed for with differences.
    pub why: Option<String>,
    /// Who signed.
    pub by: String,
    /// When (UTC).
    pub at: NaiveDateTime,
}
