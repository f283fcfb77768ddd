//! The fields each notice is filled with by the area that sends it.

use chrono::NaiveDate;

use super::{MergeFields, NoticeKind, ReturnAddress, SiteFact};
use crate::requests::model::{Channel, Stage, WhoseMove};
use crate::words::{FixedText, LetterLanguage};

/// The desk that writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Reference, phone and site: what an e-mail may hold.
    pub fields: MergeFields,
    /// Where to answer by post, when the site publishes an address.
    pub return_address: Option<ReturnAddress>,
}

/// The people of a request. They stand in full letters only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The patient, as the request names them.
    pub patient: String,
    /// Who asked.
    pub requester: String,
    /// The addressee's lines, the name first.
    pub addressee: Vec<String>,
}

/// Until when the desk answers, and whether law or the desk's own promise says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The controlling statutory due date.
    Law(NaiveDate),
    /// The desk's own promise, where no statutory clock runs (R19).
    OurPromise(NaiveDate),
}

/// N01, the acknowledgment: reference, what was understood, due date, status phone, and from when to ask (R12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N01 {
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// What was understood, in the specialist's words. Full letter only.
    pub understood: String,
    /// The date that controls.
    pub due: Due,
    /// From when asking for the status is useful. HSS states no such wait.
    pub status_ok_from: Option<NaiveDate>,
}

/// What a clarification says about the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerClock {
    /// The legal time limit keeps running until this day (R9, R14).
    KeepsRunning(NaiveDate),
    /// No legal time limit runs until a valid paper arrives (R19).
    StartsWithValidPaper,
}

/// One thing a clarification asks for or tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedItem {
    /// The fixed sentence: what is missing and what to send back.
    pub ask: FixedText,
    /// How it can be answered, as a fixed sentence.
    pub how: FixedText,
    /// The specialist's own words about this paper. Full letter only.
    pub detail: Option<String>,
}

/// One way to answer, with what the site publishes about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerChannel {
    /// The channel.
    pub channel: Channel,
    /// The number, mailbox, address or place and hours, from the facility's profile.
    pub place: SiteFact,
}

/// A form sent with the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormOffered {
    /// The form's title in English, from the profile.
    pub name_en: SiteFact,
    /// The form's title in Spanish, from the profile.
    pub name_es: SiteFact,
    /// In which languages it exists (S40, S42, S46).
    pub languages: Vec<LetterLanguage>,
}

/// N02, the clarification: every gap, how to answer, what the clock does, and until when an answer keeps it on time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N02 {
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// What must be settled before the desk can go on.
    pub needed: Vec<AskedItem>,
    /// What would help and need not be waited for.
    pub helpful: Vec<AskedItem>,
    /// All the ways to answer.
    pub channels: Vec<AnswerChannel>,
    /// What the clock does.
    pub clock: AnswerClock,
    /// An answer by this day keeps the request on time.
    pub answer_by: NaiveDate,
    /// The form that goes with it.
    pub form: Option<FormOffered>,
}

/// N07, ready for pick-up: where, hours with lunch, what to bring, who may collect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N07 {
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// Where, from the profile.
    pub place: SiteFact,
    /// The opening hours, lunch included, one line each, from the profile.
    pub hours: Vec<SiteFact>,
    /// Who may collect, by name. Full letter only.
    pub collectors: Vec<String>,
}

/// N20, the status reply: stage, whose move, due date; names only for a caller who was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N20 {
    /// The desk that writes.
    pub desk: Desk,
    /// The people, when the caller was verified.
    pub verified: Option<Names>,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// Where the request stands.
    pub stage: Stage,
    /// Who acts next.
    pub whose_move: WhoseMove,
    /// The date that controls; nothing when the request is closed.
    pub due: Option<Due>,
}

/// A notice with its fields filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Acknowledgment.
    N01(N01),
    /// Clarification.
    N02(N02),
    /// Ready for pick-up.
    N07(N07),
    /// Status reply.
    N20(N20),
}

impl Notice {
    /// Which kind it is.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::N01(_) => NoticeKind::N01,
            Self::N02(_) => NoticeKind::N02,
            Self::N07(_) => NoticeKind::N07,
            Self::N20(_) => NoticeKind::N20,
        }
    }
}
