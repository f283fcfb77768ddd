//! Gaps, the answers to them, and what a clarification is told about its request.

use chrono::NaiveDate;

use crate::notices::model::{AnswerChannel, Desk, FormOffered, Names};
use crate::requests::model::Road;
use crate::text_enum;
use crate::words::FixedText;

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
    /// The gap that was asked for.
    pub gap: Gap,
    /// How it stands.
    pub answer: ItemAnswer,
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

/// A reminder that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    /// First, second, … reminder.
    pub number: usize,
    /// The day it was due.
    pub due_on: NaiveDate,
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
