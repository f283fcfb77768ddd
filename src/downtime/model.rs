//! Kits, their sheets, and what became of each.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};

use crate::intake::model::Counted;
use crate::text_enum;

/// The most sheets of one kit.
pub const MOST_SHEETS: i64 = 60;

/// The number on a sheet, which no other sheet of any site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetNumber(pub i64);

impl fmt::Display for SheetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SHEET-{:06}", self.0)
    }
}

/// How often a sheet was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub i64);

text_enum! {
    /// What became of a sheet.
    pub enum Outcome: "outcome of a downtime sheet" {
        Request = "request", "Keyed back";
        Blank = "blank", "Came back blank";
        Spoiled = "spoiled", "Spoiled or lost";
    }
}

/// How a sheet was accounted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What became of it.
    pub outcome: Outcome,
    /// The request it was keyed back as: outer id and reference.
    pub request: Option<(String, String)>,
    /// Why, where that must be said.
    pub why: Option<String>,
    /// Who said so.
    pub by: String,
    /// When (UTC).
    pub at: NaiveDateTime,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its number, which is its inner id.
    pub number: SheetNumber,
    /// Its name in addresses.
    pub public_id: String,
    /// What became of it; none while it is out.
    pub settled: Option<Settled>,
    /// How often it was changed.
    pub version: Version,
}

/// One kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kit {
    /// The inner id.
    pub id: i64,
    /// Its name in addresses.
    pub public_id: String,
    /// The site.
    pub site: String,
    /// The day it was printed for, at the site.
    pub for_day: NaiveDate,
    /// Who made it.
    pub made_by: String,
    /// When (UTC).
    pub made_at: NaiveDateTime,
    /// Its sheets in the order of their numbers.
    pub sheets: Vec<Sheet>,
}

impl Kit {
    /// The sheets that were written on or are still out, and what became of them (B11): a blank one never arrived.
    pub fn counted(&self) -> Counted {
        let count = |asked: &dyn Fn(Option<Outcome>) -> bool| {
            let outcomes = self
                .sheets
                .iter()
                .map(|sheet| sheet.settled.as_ref().map(|s| s.outcome));
            i64::try_from(outcomes.filter(|outcome| asked(*outcome)).count()).unwrap_or(i64::MAX)
        };
        let (logged, aside) = (
            count(&|outcome| outcome == Some(Outcome::Request)),
            count(&|outcome| outcome == Some(Outcome::Spoiled)),
        );
        Counted {
            arrived: logged + aside + count(&|outcome| outcome.is_none()),
            logged,
            aside,
            added: 0,
        }
    }

    /// The sheets that are still out.
    pub fn out(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(|sheet| sheet.settled.is_none())
    }

    /// "SHEET-000101 to SHEET-000120".
    pub fn numbers(&self) -> String {
        match (self.sheets.first(), self.sheets.last()) {
            (Some(first), Some(last)) => format!("{} to {}", first.number, last.number),
            _ => String::new(),
        }
    }
}

/// A kit on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitLine {
    /// Its name in addresses.
    pub public_id: String,
    /// The day it was printed for.
    pub for_day: NaiveDate,
    /// Who made it.
    pub made_by: String,
    /// Its first and last number.
    pub numbers: (SheetNumber, SheetNumber),
    /// How many sheets it has.
    pub sheets: i64,
    /// How many are still out.
    pub out: i64,
}
