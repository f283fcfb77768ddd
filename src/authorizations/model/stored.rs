//! A check as it was answered and stored.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Answer, Answers, Flag, Verdict};
use crate::requests::model::{AuthorizationEnd, ContactWay};

/// The answers about protected information, by kind: yes when what the kind asks for is there.
pub type ProtectedAnswers = BTreeMap<Flag, Answer>;

/// What staff answered about a paper. The dates and flags belong to it, because the answers depend on them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperAnswers {
    /// The answers by check.
    pub answers: Answers,
    /// What is known besides.
    pub flags: Vec<Flag>,
    /// What was answered about the protected kinds that no check asks about (1.8).
    pub protected: ProtectedAnswers,
    /// The date beside the signature.
    pub signed_on: Option<NaiveDate>,
    /// The last day it is good for.
    pub expires_on: Option<NaiveDate>,
    /// The event that ends it.
    pub expires_event: Option<String>,
}

/// One check of a request, never changed; a check again is a further one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheck {
    /// The local day it was judged for.
    pub as_of: NaiveDate,
    /// What was answered.
    pub paper: PaperAnswers,
    /// What came out.
    pub result: Verdict,
    /// When (UTC).
    pub checked_at: NaiveDateTime,
    /// By whom.
    pub checked_by: String,
}

/// That an authorization, or the authority behind it, ended: which, on which day, how it was told and by whom (B13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// What ended.
    pub how: AuthorizationEnd,
    /// The local day it ended.
    pub on: NaiveDate,
    /// How the hospital was told.
    pub way: ContactWay,
    /// Who said so.
    pub said_by: String,
}
