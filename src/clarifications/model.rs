//! Gaps, the answers to them, and what a clarification is told about its request.

use chrono::{NaiveDate, NaiveDateTime};

use crate::facilities::model::ReminderBy;
use crate::notices::model::{AnswerChannel, Desk, FormOffered, Names, NoticeWay};
use crate::requests::model::{ContactWay, RequestId, Road};
use crate::text_enum;
use crate::words::{FixedText, LetterLanguage};

text_enum! {
    /// How a gap can be closed: the least that is enough.
    pub enum AnswerBy: "way to answer" {
        Word = "word", "A word is enough, by phone too";
        Writing = "writing", "In writing";
        SignedPaper = "signed_paper", "A signed paper";
        Nothing = "nothing", "Nothing to send, for information";
    }
}

impl AnswerBy {
    /// What the letter says about the way to answer.
    pub const fn sentence(self) -> FixedText {
        match self {
            Self::Word => FixedText::new(
                "You may tell us by phone or send it in any way named below.",
                "Puede decírnoslo por teléfono o enviarlo de cualquier manera indicada abajo.",
            ),
            Self::Writing => FixedText::new(
                "Please send it in writing in any way named below except by phone.",
                "Envíelo por escrito de cualquier manera indicada abajo, excepto por teléfono.",
            ),
            Self::SignedPaper => FixedText::new(
                "Please send it signed and dated in any way named below except by phone.",
                "Envíelo firmado y fechado de cualquier manera indicada abajo, excepto por teléfono.",
            ),
            Self::Nothing => FixedText::new(
                "You need not send anything for this point.",
                "No necesita enviar nada para este punto.",
            ),
        }
    }
}

text_enum! {
    /// Whether the desk must have the answer before it goes on.
    pub enum Weight: "weight" {
        Needed = "needed", "Needed to go on";
        Helpful = "helpful", "Would help";
    }
}

/// Something that is missing, and what to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The check that found it, for staff only; it never reaches a requester.
    pub source_check: String,
    /// What is missing and what to send back. A fixed sentence, so that an e-mail can hold it (T51).
    pub ask: FixedText,
    /// The least that closes it.
    pub answer_by: AnswerBy,
    /// Whether the desk must wait for it.
    pub weight: Weight,
    /// The specialist's own words about this paper, for the full letter only.
    pub detail: Option<String>,
    /// Whether it could be seen when the paper was first checked (B9). A paper that expired since could not.
    pub visible_at_first: bool,
}

/// What a clarification must know of its request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClarificationContext {
    /// The road decides what is said about the clock (R9, R19).
    pub road: Road,
    /// The statutory date that controls, if a clock runs.
    pub statutory_due: Option<NaiveDate>,
    /// The last day on which an answer keeps the request on time.
    pub answer_by: NaiveDate,
    /// The day the letter is written.
    pub written_on: NaiveDate,
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// Every channel of the facility by which an answer may come.
    pub channels: Vec<AnswerChannel>,
    /// The form sent with it.
    pub form: Option<FormOffered>,
}

text_enum! {
    /// How one asked item stands. Only a person changes it; time never does.
    pub enum ItemAnswer: "item answer" {
        StillOpen = "still_open", "Still open";
        Answered = "answered", "Answered";
        Withdrawn = "withdrawn", "No longer asked";
    }
}

/// One item of a clarification that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentItem {
    /// Its row.
    pub id: i64,
    /// The check that found the gap, for staff only.
    pub source_check: String,
    /// What was asked for, in the words of the letter.
    pub asked: String,
    /// The least that closes it.
    pub answer_by: AnswerBy,
    /// Whether the desk must wait for it.
    pub weight: Weight,
    /// How it stands.
    pub answer: ItemAnswer,
    /// By which way the answer came.
    pub answered_way: Option<ContactWay>,
    /// What was answered, in the words of whoever wrote it down.
    pub note: Option<String>,
}

/// A clarification as it went out, with how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clarification {
    /// Inner id.
    pub id: i64,
    /// The one in addresses.
    pub public_id: String,
    /// Of which request.
    pub request_id: RequestId,
    /// The notice that carried it.
    pub notice_id: i64,
    /// First, second, … letter of the request.
    pub number: i64,
    /// How it went.
    pub way: NoticeWay,
    /// In which language.
    pub language: LetterLanguage,
    /// An answer by this day keeps the request on time.
    pub answer_by: NaiveDate,
    /// The local day it went.
    pub sent_on: NaiveDate,
    /// The supervisor's reason of a second letter (B9).
    pub reason: Option<String>,
    /// When everything was answered or withdrawn (UTC).
    pub settled_at: Option<NaiveDateTime>,
}

/// One attempt to reach the requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who tried.
    pub by: String,
    /// How.
    pub way: ContactWay,
    /// Whether somebody was reached.
    pub reached: bool,
    /// What was said.
    pub said: String,
}

/// How a clarification stands as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// So many items are still open; the request waits for its requester and its clocks run on (R9, R14).
    Waiting {
        /// Items without an answer.
        open: usize,
    },
    /// Everything was answered or withdrawn: a person checks the paper again and closes the clarification.
    ReadyToRecheck,
}

/// A step of the reminder schedule with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderStep {
    /// First, second, … reminder.
    pub number: u32,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// How it goes.
    pub by: ReminderBy,
}

/// A reminder that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueReminder {
    /// The request's outer id.
    pub request: String,
    /// Its reference.
    pub reference: String,
    /// The clarification's outer id.
    pub clarification: String,
    /// Which reminder, since when, how.
    pub step: ReminderStep,
    /// Whether it should have gone by itself and did not.
    pub held: bool,
}

/// A clarification that waits, as far as its reminders need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLetter {
    /// Inner id.
    pub id: i64,
    /// The one in addresses.
    pub public_id: String,
    /// How the letter went.
    pub way: NoticeWay,
    /// The local day it went.
    pub sent_on: NaiveDate,
    /// The request's outer id.
    pub request: String,
    /// Its reference.
    pub reference: String,
    /// Its site.
    pub site: String,
    /// Whether the requester gave an e-mail address.
    pub has_email: Option<bool>,
}

/// A second letter that may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondLetter {
    /// Everything that is open now; the letter asks for all of it again (R17).
    pub gaps: Vec<Gap>,
    /// Checks that were visible the first time and were not asked for.
    pub missed_before: Vec<String>,
    /// The supervisor's reason, when something had been missed.
    pub reason: Option<String>,
}
