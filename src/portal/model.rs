//! What a portal sends, as values.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::requests::model::{Delivery, Format, Purpose, RequesterClass, Want};
use crate::text_enum;
use crate::words::Language;

text_enum! {
    /// As whom the person was signed in to the portal (S9).
    pub enum SignedInAs: "sign-in" {
        Patient = "patient", "the patient";
        Representative = "representative", "a representative of the patient";
    }
}

text_enum! {
    /// What a message was.
    pub enum MessageKind: "message" {
        Request = "request", "A request";
        Answer = "answer", "An answer to a request that is here";
    }
}

/// A request for records as a portal sends it. What is not given is not assumed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The portal's own id of the message: 1 to 100 visible characters.
    pub message: String,
    /// When the person sent it; the day of receipt is this day at the site (R2).
    pub submitted_at: DateTime<FixedOffset>,
    /// As whom the person was signed in.
    pub signed_in_as: SignedInAs,
    /// Whom it is about.
    pub patient: Patient,
    /// Who acts for the patient; needed when a representative was signed in.
    pub representative: Option<Representative>,
    /// How the person is reached.
    #[serde(default)]
    pub contact: Contact,
    /// What is wanted; copies when nothing is said.
    #[serde(default)]
    pub wants: Vec<Want>,
    /// Which records.
    #[serde(default)]
    pub records: Records,
    /// The form of copies.
    pub format: Option<Format>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The language of letters; English when nothing is said.
    pub language: Option<Language>,
    /// How and to whom the copies go.
    pub deliver: Deliver,
    /// Anything more, in the person's words.
    pub note: Option<String>,
    /// Papers that were sent before.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// Whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: Option<String>,
    /// Date of birth.
    pub born_on: NaiveDate,
    /// The hospital's record number.
    pub mrn: Option<String>,
}

/// Who acts for the patient.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Representative {
    /// The name.
    pub name: String,
    /// By what authority: parent of a minor, health-care proxy (1.12).
    pub authority: String,
}

/// How the person is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Postal address, in lines.
    pub address: Option<String>,
}

/// Which records: record types × dates of service × facilities.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// The entire record, in so many words.
    #[serde(default)]
    pub entire_record: bool,
    /// Codes of record types.
    #[serde(default)]
    pub types: Vec<String>,
    /// Dates of service, at most three ranges; an open end is "from the first" or "up to now".
    #[serde(default)]
    pub dates: Vec<Dates>,
    /// Every date of service.
    #[serde(default)]
    pub all_dates: bool,
    /// Codes of facilities.
    #[serde(default)]
    pub facilities: Vec<String>,
    /// In the person's own words.
    pub as_written: Option<String>,
}

/// Dates of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// How and to whom the copies go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    /// The way.
    pub how: Delivery,
    /// Where: the fax number, the postal or e-mail address. The contact's own where it is left out.
    pub address: Option<String>,
    /// Somebody else who receives them.
    pub to: Option<Receiver>,
}

/// Somebody else who receives the copies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// The name.
    pub name: String,
    /// What they are.
    pub class: RequesterClass,
}

/// A paper that was sent before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What the desk answered when it was sent.
    pub id: String,
    /// What it is, in a few words (A34).
    pub description: String,
}

/// More about a request that is here: an answer to a question, a paper that was missing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The portal's own id of the message.
    pub message: String,
    /// When the person sent it.
    pub submitted_at: DateTime<FixedOffset>,
    /// The words.
    pub text: Option<String>,
    /// Papers that were sent before.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// The messages a portal says it sent on a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SentThatDay {
    /// Their ids, at most 5,000.
    pub messages: Vec<String>,
}

/// How the messages a portal says it sent on a day stand to what is here (B11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The day, as the site counts it.
    pub day: NaiveDate,
    /// How many the portal named.
    pub stated: usize,
    /// Named, but not here: send them again.
    pub missing: Vec<String>,
    /// Here, but not named.
    pub not_stated: Vec<String>,
}

/// One message as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The portal.
    pub portal: i64,
    /// The portal's own id.
    pub message: String,
    /// The key it was sent with.
    pub key: String,
    /// The hash of what it said.
    pub body_hash: Vec<u8>,
    /// What it was.
    pub kind: MessageKind,
    /// The day it was sent, at the portal's site.
    pub sent_on: NaiveDate,
}

/// Where a request stands, as its portal may be told. Only what the requester would be told, and no name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The name of the request in addresses.
    pub id: String,
    /// What people say on the telephone.
    pub reference: String,
    /// The day it counts as received (R2).
    pub received_on: NaiveDate,
    /// The status as a word.
    pub status: &'static str,
    /// The same for people.
    pub status_text: &'static str,
    /// Whose move it is, as a word.
    pub whose_move: &'static str,
    /// The last day to answer by; none when it is answered.
    pub due_on: Option<NaiveDate>,
    /// From when on the desk likes to be asked (R12).
    pub status_ok_from: Option<NaiveDate>,
    /// The day it was closed.
    pub closed_on: Option<NaiveDate>,
}
