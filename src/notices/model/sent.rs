//! Notices as they went out, and where each e-mail stands.

use chrono::{NaiveDate, NaiveDateTime};

use super::{FullLetter, NoticeKind, NoticeWay};
use crate::requesters::model::LookedHow;
use crate::requests::model::{Reference, RequestId};
use crate::text_enum;
use crate::words::LetterLanguage;

/// The words of a notice, exactly as they went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Words {
    /// An e-mail: subject and text (T51).
    Email {
        /// Its subject.
        subject: String,
        /// Its text.
        body: String,
    },
    /// A letter in full.
    Letter(Box<FullLetter>),
}

impl Words {
    /// Which way they go.
    pub const fn way(&self) -> NoticeWay {
        match self {
            Self::Email { .. } => NoticeWay::Email,
            Self::Letter(_) => NoticeWay::Letter,
        }
    }
}

/// How a notice is to go, as chosen on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// In which language.
    pub language: LetterLanguage,
    /// By which way.
    pub way: NoticeWay,
    /// Where an e-mail goes.
    pub email: Option<String>,
    /// How the address was looked at again, where the address book asks for it (B19).
    pub look: Option<LookedHow>,
}

impl Chosen {
    /// On paper, in this language.
    pub const fn on_paper(language: LetterLanguage) -> Self {
        Self {
            language,
            way: NoticeWay::Letter,
            email: None,
            look: None,
        }
    }
}

/// A notice as stored; it is never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentNotice {
    /// Inner id.
    pub id: i64,
    /// The one in addresses.
    pub public_id: String,
    /// Of which request.
    pub request_id: RequestId,
    /// Which notice.
    pub kind: NoticeKind,
    /// Its language.
    pub language: LetterLanguage,
    /// Its words.
    pub words: Words,
    /// The day it was written.
    pub written_on: NaiveDate,
}

/// One e-mail that has not arrived for certain, as the list of mail shows it. It names no patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id in addresses, and the word of its message id.
    pub public_id: String,
    /// The stored state word.
    pub state: String,
    /// Since when (UTC).
    pub state_at: NaiveDateTime,
    /// When it was first to go (UTC).
    pub queued_at: NaiveDateTime,
    /// When it is tried next (UTC).
    pub next_at: NaiveDateTime,
    /// Tries so far.
    pub attempts: i64,
    /// To which address.
    pub to_address: String,
    /// What the mail server said last, as a sentence.
    pub said: Option<String>,
    /// Waiting will not mend it (T25).
    pub alarm: bool,
    /// Which notice.
    pub kind: NoticeKind,
    /// The request's outer id.
    pub request: String,
    /// The request's reference.
    pub reference: Reference,
}

text_enum! {
    /// What a person decides about an e-mail that needs one (T21).
    pub enum MailDecision: "decision about mail" {
        TryNow = "try_now", "Try now";
        Arrived = "arrived", "It arrived";
        SendAgain = "send_again", "Send it again";
        Settled = "settled", "Dealt with in another way";
    }
}
