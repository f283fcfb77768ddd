//! What is asked of a system and what it answers.

use chrono::{NaiveDate, NaiveDateTime};

use crate::text_enum;

text_enum! {
    /// Why a question has no answer.
    pub enum Why: "reason" {
        TimedOut = "timed_out", "it did not answer in time";
        Unreachable = "unreachable", "it cannot be reached";
        Refused = "refused", "it did not accept this desk";
        Busy = "busy", "it is overloaded or has a fault";
        Broken = "broken", "its answer cannot be understood";
    }
}

/// Who is looked for. What is not given is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonQuery {
    /// Family name.
    pub family: Option<String>,
    /// The first given name.
    pub given: Option<String>,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Record number; where it is given, nothing else is asked.
    pub mrn: Option<String>,
}

text_enum! {
    /// What a name of a person is to them.
    pub enum NameUse: "use of a name" {
        Current = "current", "Name in use";
        Maiden = "maiden", "Name at birth";
        Old = "old", "Former name";
        Nickname = "nickname", "Nickname";
    }
}

/// A name with its use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is to the person.
    pub kind: NameUse,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
}

/// A person as a system has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The id of the resource.
    pub id: String,
    /// Record number.
    pub mrn: Option<String>,
    /// Names, the one in use first. Never empty.
    pub names: Vec<Named>,
    /// Birth date, where it is whole.
    pub born_on: Option<NaiveDate>,
    /// Day of death, where it is known.
    pub died_on: Option<NaiveDate>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Home address, lines.
    pub address: Option<String>,
}

/// A booked appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// When it begins (UTC).
    pub at: NaiveDateTime,
    /// Where, as the system calls the place.
    pub place: Option<String>,
}
