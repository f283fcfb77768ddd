//! What was agreed with a patient: restrictions and other ways to be reached (1.8 `RESTRICT`, `CONFCOMM`; B20).

use chrono::{NaiveDate, NaiveDateTime};

use super::PatientId;
use crate::text_enum;

text_enum! {
    /// Why a restriction holds.
    pub enum RestrictionKind: "kind of restriction" {
        /// The hospital agreed to it (164.522(a)(1)(i)).
        Agreed = "agreed", "The hospital agreed to it";
        /// The patient paid for the item in full: it must not go to a health plan for payment or operations
        /// (164.522(a)(1)(vi)).
        PaidInFull = "paid_in_full", "Paid in full by the patient: not to a health plan";
    }
}

/// What is restricted, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Why it holds.
    pub kind: RestrictionKind,
    /// What must not leave, in words.
    pub what: String,
    /// To whom it must not go, in words.
    pub withheld_from: String,
    /// Since when.
    pub agreed_on: NaiveDate,
    /// Where the paper is that it stands on.
    pub paper: Option<String>,
}

text_enum! {
    /// By what means a patient asked to be reached instead (164.522(b)).
    pub enum ReachWay: "way to be reached" {
        Mail = "mail", "By mail at another address";
        Email = "email", "By e-mail";
        Phone = "phone", "By telephone";
    }
}

/// Another way to be reached, as it is recorded. No reason is asked for (164.522(b)(2)(iii)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherAddress {
    /// By what means.
    pub way: ReachWay,
    /// Where: lines, an address, a number.
    pub text: String,
    /// Since when.
    pub agreed_on: NaiveDate,
    /// Where the paper is that it stands on.
    pub paper: Option<String>,
}

/// The end of something agreed, which is a fact of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkEnd {
    /// From which day it no longer holds.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
}

/// Something agreed, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// The entry it was recorded under.
    pub of: PatientId,
    /// What was agreed.
    pub agreed: T,
    /// When it was recorded (UTC).
    pub recorded_at: NaiveDateTime,
    /// Its end.
    pub ended: Option<MarkEnd>,
}

impl<T> Kept<T> {
    /// Whether it still holds.
    pub const fn is_open(&self) -> bool {
        self.ended.is_none()
    }
}

/// Where a patient asked to be reached instead of at home; empty for everybody who asked for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Elsewhere {
    /// The address for everything that is posted.
    pub mail: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

impl Elsewhere {
    /// Whether the patient asked to be reached another way at all.
    pub const fn is_asked(&self) -> bool {
        self.mail.is_some() || self.email.is_some() || self.phone.is_some()
    }
}
