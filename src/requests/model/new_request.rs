//! A request as it is logged, and as it is read back.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    Channel, ClockInputs, Disposition, Format, Priority, Progress, Purpose, Recipient, RequestId,
    RequestVersion, RequesterClass, Road, Scope, ShownStatus, Stage, Want, WhoseMove,
};
use crate::patients::model::Elsewhere;
use crate::patients::rules::reaching;
use crate::words::{Language, Reference};

/// The patient as the paper says, matched or not yet (A02).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientAsWritten {
    /// The patient of the index, once matched.
    pub id: Option<i64>,
    /// The name as written.
    pub name: String,
    /// The birth date as written.
    pub born_on: Option<NaiveDate>,
    /// The medical record number as written.
    pub mrn: Option<String>,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequesterAsWritten {
    /// The address-book entry, if one was chosen.
    pub id: Option<i64>,
    /// Patient, representative, attorney… (S2).
    pub class: RequesterClass,
    /// The name as written.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// The requester's own reference, as written: a claim, file or case number (B17).
    pub reference: Option<String>,
}

/// Everything a logged request begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// The site that logs it.
    pub site: String,
    /// How it came.
    pub channel: Channel,
    /// The instant it arrived (UTC).
    pub arrived_at: NaiveDateTime,
    /// The date of receipt (R2, R3).
    pub received_on: NaiveDate,
    /// How that date was found, in sentences.
    pub received_why: Vec<String>,
    /// The legal road.
    pub road: Road,
    /// Why this road, in a sentence.
    pub road_why: String,
    /// The patient.
    pub patient: PatientAsWritten,
    /// Who asks.
    pub requester: RequesterAsWritten,
    /// A representative's name and authority, as written.
    pub representative: Option<String>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// The language of letters.
    pub language: Language,
    /// Copies, inspection, a summary.
    pub wants: Vec<Want>,
    /// The form of copies.
    pub format: Option<Format>,
    /// What is asked for.
    pub scope: Scope,
    /// Who receives.
    pub recipients: Vec<Recipient>,
    /// What the clocks need besides.
    pub clock_inputs: ClockInputs,
    /// A second person must look.
    pub sensitive: bool,
    /// Priority class.
    pub priority: Priority,
    /// Papers that came with it.
    pub documents: u32,
}

/// The entry of the index a request is matched with, as far as everything that is sent about it must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchedPatient {
    /// Its outer id.
    pub public_id: String,
    /// The home address the index holds.
    pub home: Option<String>,
    /// A restriction holds.
    pub restricted: bool,
    /// Where the patient asked to be reached instead of at home (`CONFCOMM`, B20).
    pub elsewhere: Elsewhere,
}

/// One request as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Inner id.
    pub id: RequestId,
    /// Outer id: 128 random bits, the one in addresses.
    pub public_id: String,
    /// What people say on the phone.
    pub reference: Reference,
    /// The organization's code.
    pub organization: String,
    /// What it began with, as it stands now.
    pub asked: NewRequest,
    /// The patient of the index, once matched.
    pub matched: Option<MatchedPatient>,
    /// When it was logged (UTC).
    pub logged_at: NaiveDateTime,
    /// Who logged it.
    pub logged_by: i64,
    /// What the events add up to.
    pub progress: Progress,
    /// Where it stands.
    pub stage: Stage,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// When it ended (UTC).
    pub closed_at: Option<NaiveDateTime>,
    /// Who owns it.
    pub owner_id: Option<i64>,
    /// Whose move it is.
    pub whose_move: WhoseMove,
    /// Since when (UTC).
    pub whose_move_since: NaiveDateTime,
    /// The status people read.
    pub shown: ShownStatus,
    /// The rule of the controlling date, or "our promise".
    pub due_rule: String,
    /// The controlling date.
    pub due_on: NaiveDate,
    /// The day to finish by.
    pub work_by: NaiveDate,
    /// How often it was changed.
    pub version: RequestVersion,
}

impl Request {
    /// Where the requester asked to be reached instead, when the requester is the patient and asked for it (B20).
    pub fn elsewhere(&self) -> Option<&Elsewhere> {
        let own = self.asked.requester.class == RequesterClass::Patient;
        let matched = self.matched.as_ref().filter(|_| own)?;
        Some(&matched.elsewhere).filter(|elsewhere| elsewhere.is_asked())
    }

    /// The e-mail address messages to the requester may go to: the agreed one of a patient who asked to be reached another
    /// way, else the one as written.
    pub fn email_of_requester(&self) -> Option<&str> {
        match self.elsewhere() {
            Some(elsewhere) => elsewhere.email.as_deref(),
            None => self.asked.requester.email.as_deref(),
        }
    }

    /// Whether an address is the home of a patient who asked not to be reached there.
    pub fn is_home_to_avoid(&self, address: &str) -> bool {
        self.matched.as_ref().is_some_and(|matched| {
            let home = matched.home.as_deref().unwrap_or("");
            matched.elsewhere.is_asked() && reaching::same(home, address)
        })
    }
}
