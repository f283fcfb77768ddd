//! An entry of the index as its page shows it, and what happened to it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Mrn, OtherNameKind, PatientId, PersonName};
use crate::text_enum;

/// How often an entry was changed: a change decided on an older one is stale (T11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatientVersion(pub i64);

/// What an entry says of its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// The name in use.
    pub name: PersonName,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Record number.
    pub mrn: Option<Mrn>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Home address, lines.
    pub address: Option<String>,
    /// Day of death, once it is known.
    pub deceased_on: Option<NaiveDate>,
}

/// One entry of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Inner id.
    pub id: PatientId,
    /// Outer id.
    pub public_id: String,
    /// The organization whose index it stands in.
    pub organization: String,
    /// What it says.
    pub says: Particulars,
    /// The entry that stands for this person since a merge; none for one that stands for itself.
    pub merged_into: Option<PatientId>,
    /// How often it was changed.
    pub version: PatientVersion,
}

impl Entry {
    /// The entry that stands for the person: itself, or the survivor of its merges.
    pub fn person(&self) -> PatientId {
        self.merged_into.unwrap_or(self.id)
    }
}

/// Another name with what a page needs to withdraw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptName {
    /// Outer id.
    pub public_id: String,
    /// The entry it was written to: the person's own, or one merged into it.
    pub of: PatientId,
    /// The name.
    pub name: PersonName,
    /// Why it exists.
    pub kind: OtherNameKind,
}

text_enum! {
    /// What an entry said before it was changed, and by which a person may still be looked for (B17).
    pub enum FormerKind: "kind of former entry" {
        Address = "address", "Former address";
        Phone = "phone", "Former telephone";
        Email = "email", "Former e-mail";
    }
}

/// Something an entry said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// What it is.
    pub kind: FormerKind,
    /// What it said.
    pub text: String,
    /// Until when (UTC).
    pub until_at: NaiveDateTime,
}

text_enum! {
    /// What happened to an entry of the index.
    pub enum PatientEvent: "patient event" {
        Added = "added", "Added to the index";
        Changed = "changed", "Changed";
        NameAdded = "name_added", "Other name added";
        NameWithdrawn = "name_withdrawn", "Other name withdrawn";
        Merged = "merged", "Merged";
        MergeUndone = "merge_undone", "Merge undone";
        RestrictionAgreed = "restriction_agreed", "Restriction agreed";
        RestrictionEnded = "restriction_ended", "Restriction ended";
        AddressAgreed = "address_agreed", "Confidential address recorded";
        AddressEnded = "address_ended", "Confidential address ended";
        Imported = "imported", "Imported";
    }
}

/// A line of an entry's history, before it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    /// What.
    pub what: PatientEvent,
    /// What it was before.
    pub was: Option<String>,
    /// What it became.
    pub became: Option<String>,
    /// Why.
    pub why: Option<String>,
}

impl Happened {
    /// Something that happened, still without its particulars.
    pub const fn new(what: PatientEvent) -> Self {
        Self {
            what,
            was: None,
            became: None,
            why: None,
        }
    }
}

/// A line of history as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who; nobody for the command line.
    pub by: Option<String>,
    /// What.
    pub happened: Happened,
}
