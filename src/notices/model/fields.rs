//! The fields each notice is filled with by the area that sends it.

use chrono::NaiveDate;

use super::{DeskPhone, MergeFields, NoticeKind, ReturnAddress, SiteFact};
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
    /// The law sets none on this road.
    NoneRuns,
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

/// N03, the extension: the reason, the new day, and how to complain. The clock moves only when it is sent in time (R10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N03 {
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// Why the desk needs longer, in the specialist's words. Full letter only.
    pub reason: String,
    /// The legal due date it moves.
    pub was_due: NaiveDate,
    /// The day by which the desk will answer.
    pub completion_on: NaiveDate,
    /// To whom one complains.
    pub complaints: Complaints,
}

/// What a site publishes, in both languages of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InBoth {
    /// In English.
    pub en: SiteFact,
    /// In Spanish.
    pub es: SiteFact,
}

impl InBoth {
    /// In one language.
    pub const fn in_language(&self, language: LetterLanguage) -> &SiteFact {
        match language {
            LetterLanguage::English => &self.en,
            LetterLanguage::Spanish => &self.es,
        }
    }
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
    pub place: InBoth,
    /// The opening hours, lunch left out, one line each, from the profile.
    pub hours: Vec<InBoth>,
    /// Who may collect, by name. Full letter only.
    pub collectors: Vec<String>,
}

/// Why nothing comes from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotHere {
    /// The search found nothing.
    NothingFound {
        /// Where and for what was searched, in the specialist's words. Full letter only.
        searched: String,
        /// Who may hold the records, where that is known. Full letter only.
        held_by: Option<String>,
    },
    /// Somebody else holds the records; the request was sent on to them.
    SentOn {
        /// To whom, with where to ask. Full letter only.
        to: String,
    },
}

/// N09, no records or the wrong custodian: what was searched, and who may hold it (164.524(d)(3)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N09 {
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// Why nothing comes from here.
    pub why: NotHere,
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

/// Whether somebody else looks at a denial again (164.524(d)(2)(ii)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewRight {
    /// The law gives a review by a licensed professional who took no part in the decision (164.524(a)(3)).
    ByAnotherProfessional,
    /// The law gives none on this ground (164.524(a)(2)).
    None,
    /// It is no denial of access; a new paper may be sent at any time.
    NotAccess,
}

/// To whom a person complains in the house: a title and a phone, from the facility's profile (164.524(d)(2)(iii)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaints {
    /// The number of the privacy officer, or of the desk where the hospital publishes none.
    pub phone: DeskPhone,
}

/// N04, the denial, whole or in part: the reason in plain words, the right to a review and how to ask for it, how to
/// complain to the hospital and to HHS, and that the rest is given (164.524(d)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N04 {
    /// The desk that writes.
    pub desk: Desk,
    /// For the full letter.
    pub names: Names,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// The ground in plain words.
    pub ground: FixedText,
    /// The specialist's own words about this case. Full letter only.
    pub detail: Option<String>,
    /// Whether only a part is denied and the rest is given.
    pub in_part: bool,
    /// The right to a review.
    pub review: ReviewRight,
    /// Whether New York's committee hears an appeal and the form of its Department of Health is enclosed (1.6).
    pub new_york_appeal: bool,
    /// To whom one complains.
    pub complaints: Complaints,
}

/// A statement that must travel with what is disclosed (rule sheet 1.8, 1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// What leaves on an authorization may be passed on and no longer be protected (164.508(c)(2)(iii)).
    Redisclosure,
    /// New York: confidential records that may not be passed on (PHL 2782).
    NewYorkConfidential,
    /// Records of a Part 2 program (42 CFR 2.32).
    Part2,
}

/// N08, the cover that goes with what is released: contents, pages, and the statements that apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct N08 {
    /// The desk that writes.
    pub desk: Desk,
    /// Whose records.
    pub patient: String,
    /// The recipient's lines, the name first.
    pub addressee: Vec<String>,
    /// The day it is written.
    pub written_on: NaiveDate,
    /// What is in it: record types and dates of service.
    pub contents: String,
    /// How many pages.
    pub pages: u32,
    /// Whether a part stays behind; said in words that name no category (1.8).
    pub part_withheld: bool,
    /// The statements that travel with it.
    pub statements: Vec<Statement>,
}

/// A notice with its fields filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Acknowledgment.
    N01(N01),
    /// Clarification.
    N02(N02),
    /// Extension.
    N03(N03),
    /// Denial, whole or in part.
    N04(N04),
    /// Ready for pick-up.
    N07(N07),
    /// Release cover.
    N08(N08),
    /// No records, or held elsewhere.
    N09(N09),
    /// Status reply.
    N20(N20),
}

impl Notice {
    /// Which kind it is.
    pub const fn kind(&self) -> NoticeKind {
        match self {
            Self::N01(_) => NoticeKind::N01,
            Self::N02(_) => NoticeKind::N02,
            Self::N03(_) => NoticeKind::N03,
            Self::N04(_) => NoticeKind::N04,
            Self::N07(_) => NoticeKind::N07,
            Self::N08(_) => NoticeKind::N08,
            Self::N09(_) => NoticeKind::N09,
            Self::N20(_) => NoticeKind::N20,
        }
    }
}
