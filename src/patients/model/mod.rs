//! Who a patient is to the desk: names, birth date, record numbers, and the flags that must be answered before anything leaves.

mod entry;
mod marks;
mod merges;

pub use entry::{
    Entry, Former, FormerKind, Happened, HistoryLine, KeptName, Particulars, PatientEvent,
    PatientVersion,
};
pub use marks::{Elsewhere, Kept, MarkEnd, OtherAddress, ReachWay, Restriction, RestrictionKind};
pub use merges::{Merge, Undone};

use std::fmt;

use chrono::NaiveDate;

use crate::text_enum;

/// The patient's row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct PatientId(pub i64);

/// A medical record number, as one facility issued it: 3 to 20 letters and digits, upper case, separators dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mrn(String);

/// Text that is no medical record number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a medical record number has 3 to 20 letters and digits, at least one of them a digit")]
pub struct BadMrn;

impl Mrn {
    /// Reads a record number; spaces, dashes and dots are dropped, leading zeros kept.
    ///
    /// # Errors
    /// `BadMrn` when too short, too long, without a digit or with any other sign.
    pub fn parse(text: &str) -> Result<Self, BadMrn> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let fits = (3..=20).contains(&plain.len())
            && plain.bytes().all(|b| b.is_ascii_alphanumeric())
            && plain.bytes().any(|b| b.is_ascii_digit());
        if fits { Ok(Self(plain)) } else { Err(BadMrn) }
    }

    /// The stored text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both name the same record: leading zeros do not count, because people leave them out.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.trim_start_matches('0') == other.0.trim_start_matches('0')
    }
}

impl fmt::Display for Mrn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name as written: family and given names; middle names belong to the given ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// Family name or names. Never empty.
    pub family: String,
    /// Given names; empty when only one name is known.
    pub given: String,
}

/// A name without a family name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Nothing to call the person by.
    #[error("write at least the family name")]
    Missing,
    /// Longer than any name: a paste gone wrong.
    #[error("a name has at most 100 characters")]
    TooLong,
}

impl PersonName {
    /// A name from its two fields; surrounding and repeated spaces are dropped, letters kept as written.
    ///
    /// # Errors
    /// `BadName` without a letter in the family name, or over 100 characters in a field.
    pub fn parse(family: &str, given: &str) -> Result<Self, BadName> {
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (family, given) = (tidy(family), tidy(given));
        if !family.chars().any(char::is_alphabetic) {
            return Err(BadName::Missing);
        }
        if family.chars().count() > 100 || given.chars().count() > 100 {
            return Err(BadName::TooLong);
        }
        Ok(Self { family, given })
    }

    /// `Okafor, Amara`: lists, where people look for the family name.
    pub fn family_first(&self) -> String {
        if self.given.is_empty() {
            self.family.clone()
        } else {
            format!("{}, {}", self.family, self.given)
        }
    }
}

impl fmt::Display for PersonName {
    /// `Amara Okafor`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.given.is_empty() {
            f.write_str(&self.family)
        } else {
            write!(f, "{} {}", self.given, self.family)
        }
    }
}

text_enum! {
    /// Why a patient has another name.
    pub enum OtherNameKind: "kind of other name" {
        Former = "former", "Former name";
        Maiden = "maiden", "Name at birth";
        Alias = "alias", "Also known as";
        Preferred = "preferred", "Preferred name";
    }
}

/// Another name the patient's records may be under (check 20 of the rule sheet 3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherName {
    /// The name.
    pub name: PersonName,
    /// Why it exists.
    pub kind: OtherNameKind,
}

/// A known patient, as far as matching needs to know them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPatient {
    /// The row.
    pub id: PatientId,
    /// The name in use.
    pub name: PersonName,
    /// Every other name.
    pub other_names: Vec<OtherName>,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Other birth dates: those of entries merged into this one.
    pub other_births: Vec<NaiveDate>,
    /// Record numbers, of any facility.
    pub mrns: Vec<Mrn>,
    /// Digits of the telephone numbers held, former ones included.
    pub phones: Vec<String>,
    /// Postal addresses held, former ones included.
    pub addresses: Vec<String>,
}

impl KnownPatient {
    /// Every birth date the index holds of this person, the one of the entry first.
    pub fn births(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.born_on
            .into_iter()
            .chain(self.other_births.iter().copied())
    }
}

/// What a requester wrote, or a clerk typed so far, about the patient.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedPatient {
    /// Name as written.
    pub name: Option<PersonName>,
    /// Other names as written.
    pub other_names: Vec<PersonName>,
    /// Birth date as written.
    pub born_on: Option<NaiveDate>,
    /// Record number as written.
    pub mrn: Option<Mrn>,
    /// Telephone number as written.
    pub phone: Option<String>,
    /// Postal address as written.
    pub address: Option<String>,
}

text_enum! {
    /// What must be answered before anything about this patient leaves, in any request (A41, B20; rule sheet 1.8, 1.12).
    pub enum PatientFlag: "patient flag" {
        /// Death is recorded: only those with authority over the estate ask, and authorizations end (1.12, B13).
        Deceased = "deceased", "Deceased";
        /// An agreed restriction, or an item paid in full by the patient (`RESTRICT`).
        Restriction = "restriction", "Agreed restriction";
        /// The patient asked to be reached at another address or by other means (`CONFCOMM`).
        ConfidentialAddress = "confidential_address", "Confidential address";
    }
}

impl PatientFlag {
    /// What the flag means for the person working on a request.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Deceased => {
                "The patient has died. Only a person with authority for the estate can ask, and the patient's own authorization no longer carries."
            }
            Self::Restriction => {
                "The hospital agreed to a restriction. Answer it before anything is released, above all to a health plan."
            }
            Self::ConfidentialAddress => {
                "The patient asked to be reached another way. Never write to the home address."
            }
        }
    }
}

/// The flags of a patient with their facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PatientFlags {
    /// Day of death where known; `deceased` may be true without it.
    pub deceased_on: Option<NaiveDate>,
    /// Death is recorded.
    pub deceased: bool,
    /// Each open restriction, in words.
    pub restrictions: Vec<String>,
    /// The address to use instead, in words.
    pub confidential_address: Option<String>,
}

impl PatientFlags {
    /// The flags that are up, in the order they are shown.
    pub fn raised(&self) -> Vec<PatientFlag> {
        let up = |flag: &PatientFlag| match flag {
            PatientFlag::Deceased => self.deceased || self.deceased_on.is_some(),
            PatientFlag::Restriction => !self.restrictions.is_empty(),
            PatientFlag::ConfidentialAddress => self.confidential_address.is_some(),
        };
        PatientFlag::ALL.iter().copied().filter(up).collect()
    }
}

/// What the index holds of a patient that every release must answer (1.8 `RESTRICT`, `CONFCOMM`, B20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PatientMarks {
    /// A restriction is agreed, or an item was paid in full by the patient.
    pub restricted: bool,
    /// The patient asked to be reached at another address or by other means.
    pub reached_elsewhere: bool,
}
