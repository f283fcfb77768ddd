//! What waits to be picked up, and how it is handed over.

use chrono::NaiveDate;

use crate::documents::model::WithPaper;
use crate::facilities::model::ReminderBy;
use crate::intake::model::IdentitySeen;
use crate::notices::model::{Chosen, NoticeWay};
use crate::requests::model::RequestId;
use crate::requests::rules::identity::CallerSaid;
use crate::text_enum;

text_enum! {
    /// Who collects (rule sheet 3.5).
    pub enum Relation: "relation" {
        Patient = "patient", "The patient";
        Representative = "representative", "The patient's representative";
        NamedInWriting = "named_in_writing", "A person named in writing";
    }
}

text_enum! {
    /// How the receipt is signed.
    pub enum Signed: "way of signing" {
        Typed = "typed", "The name is typed in front of a witness";
        OnPaper = "on_paper", "Drawn on the screen, or signed on paper and scanned";
    }
}

/// One released part that waits at the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The line of the disclosure.
    pub disclosure: i64,
    /// The request's row.
    pub request: RequestId,
    /// Its outer id.
    pub public_id: String,
    /// Its reference.
    pub reference: String,
    /// The site where it waits.
    pub site: String,
    /// The patient as written.
    pub patient: String,
    /// The patient's birth date.
    pub born_on: Option<NaiveDate>,
    /// For whom it was released.
    pub recipient: String,
    /// Since when it waits, local date.
    pub since: NaiveDate,
    /// Pages that were released.
    pub pages: i64,
    /// When somebody was last reminded of it, local date.
    pub reminded_on: Option<NaiveDate>,
}

text_enum! {
    /// How somebody is reminded to collect.
    pub enum RemindWay: "way of reminding" {
        Email = "email", "By e-mail";
        Letter = "letter", "As a letter to print";
        Phone = "phone", "By telephone: it was said in a call";
    }
}

/// Reminding of what waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remind {
    /// By a notice, ready for pick-up (N07), in the way and language chosen.
    Notice(Chosen),
    /// In a call; what came of it, without anything about the records.
    Call(String),
}

impl Remind {
    /// The way.
    pub const fn way(&self) -> RemindWay {
        match self {
            Self::Call(_) => RemindWay::Phone,
            Self::Notice(chosen) => match chosen.way {
                NoticeWay::Email => RemindWay::Email,
                NoticeWay::Letter => RemindWay::Letter,
            },
        }
    }
}

/// A step of the reminders that was reached, as the house has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclaimed {
    /// First, second.
    pub step: u32,
    /// After how many days.
    pub after: u32,
    /// How the house reminds.
    pub by: ReminderBy,
}

/// Something that keeps a part on the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The field it stands beside; empty where the whole form is meant.
    pub field: &'static str,
    /// What to do.
    pub text: String,
}

/// Handing one part over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Which part, where several wait.
    pub disclosure: Option<i64>,
    /// Who collects.
    pub collector: String,
    /// Who that is to the patient.
    pub relation: Relation,
    /// What shows the authority of anybody but the patient.
    pub authority: Option<String>,
    /// The identity document seen; never its number.
    pub identity: IdentitySeen,
    /// What was said that the record holds, where no document was seen (1.15).
    pub said: Vec<CallerSaid>,
    /// Pages handed over.
    pub pages: u32,
    /// Discs, films or other media handed over.
    pub media: Option<String>,
    /// How the receipt is signed.
    pub signed: Signed,
    /// The signature as a picture or scan.
    pub paper: Option<WithPaper>,
    /// Who saw a name typed.
    pub witness: Option<String>,
    /// Why it is handed over while the window is closed.
    pub closed_hours_why: Option<String>,
}
