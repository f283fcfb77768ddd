//! Disclosures, the grounds of denials, and why electronic records are withheld.

mod restrictions;
mod withholding;

pub use restrictions::RestrictionAnswer;
pub use withholding::{
    BlockingException, LawfulGround, StoredWithholding, Withholding, WithholdingGround,
    WithholdingHow,
};

use chrono::{NaiveDate, NaiveDateTime};

use crate::notices::model::Chosen;
use crate::requesters::model::LookedHow;
use crate::requests::model::Delivery;
use crate::text_enum;
use crate::words::LetterLanguage;

text_enum! {
    /// Why the law lets something leave; it decides whether the line belongs in an accounting (1.4).
    pub enum Basis: "basis" {
        Treatment = "treatment", "Treatment";
        Payment = "payment", "Payment";
        Operations = "operations", "Health-care operations";
        Individual = "individual", "To the individual";
        Incident = "incident", "Incident to a permitted use";
        Authorization = "authorization", "Under an authorization";
        Directory = "directory", "Directory or persons involved in care";
        NationalSecurity = "national_security", "National security";
        Correctional = "correctional", "Correctional institution";
        LimitedDataSet = "limited_data_set", "Limited data set";
        PublicHealth = "public_health", "Public health";
        Oversight = "oversight", "Health oversight";
        Subpoena = "subpoena", "Subpoena";
        CourtOrder = "court_order", "Court order";
        LawEnforcement = "law_enforcement", "Law enforcement";
        Coroner = "coroner", "Coroner";
        WorkersCompensation = "workers_compensation", "Workers' compensation";
        ResearchWaiver = "research_waiver", "Research under a waiver";
        Misdirected = "misdirected", "Misdirected";
    }
}

text_enum! {
    /// Why access is denied in writing (164.524(a), 1.1, 1.5, 1.6).
    pub enum DenialGround: "ground" {
        PsychotherapyNotes = "psychotherapy_notes", "Psychotherapy notes (no review)";
        Litigation = "litigation", "Compiled for litigation (no review)";
        InmateSafety = "inmate_safety", "Inmate safety (no review)";
        ResearchInProgress = "research_in_progress", "Research in progress, as agreed (no review)";
        ConfidentialSource = "confidential_source", "Confidential source (no review)";
        EndangersLife = "endangers_life", "Endangers life or safety (reviewable)";
        HarmsAnother = "harms_another", "Harms another person mentioned (reviewable)";
        RepresentativeHarms = "representative_harms", "Access by the representative harms (reviewable)";
        NoAuthority = "no_authority", "The requester has no authority";
        NotDesignatedRecord = "not_designated_record", "Not in the designated record set";
        DefectiveAuthorization = "defective_authorization", "No valid authorization";
        LegalProcess = "legal_process", "The legal process is not sufficient";
    }
}

/// What leaves, for whom, as a person records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The day it left, local date of the facility.
    pub released_on: NaiveDate,
    /// What was sent, in words: record types and dates of service.
    pub description: String,
    /// What for.
    pub purpose: String,
    /// Why the law lets it leave.
    pub basis: Basis,
    /// To whom: the row of the recipient, how, how many pages.
    pub parts: Vec<ReleasedPart>,
    /// Why all of an entire record is needed, where only the minimum may leave without a reason (164.514(d)(5)).
    pub whole_why: Option<String>,
    /// What stayed behind; none when all of it left.
    pub withheld: Option<Withheld>,
    /// How each restriction agreed with the patient is answered, by its outer id (B20).
    pub restrictions: Vec<(String, RestrictionAnswer)>,
    /// How the requester is told.
    pub tell: Chosen,
}

/// The part that stayed behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withheld {
    /// Why, for the desk.
    pub why: String,
    /// The denial of that part; the patient's own right to the record needs one (164.524(d)).
    pub denial: Option<Denial>,
}

/// A denial as a person decides it (164.524(a), 1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// On which ground.
    pub ground: DenialGround,
    /// Name and title of the licensed professional who found it; a ground open to review needs one.
    pub found_by: Option<String>,
    /// Words about this case, for the letter.
    pub detail: Option<String>,
    /// In which language the letter goes.
    pub language: LetterLanguage,
    /// How the address it is posted to was looked at again, where the address book asks for it (B19).
    pub look: Option<LookedHow>,
}

/// What one recipient got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedPart {
    /// The row of the recipient on the request.
    pub recipient: i64,
    /// How it was handed over.
    pub delivery: Delivery,
    /// Where to, where this way needs an address.
    pub address: String,
    /// How many pages.
    pub pages: u32,
    /// How the address was looked at again, where the address book asks for it (B19).
    pub look: Option<LookedHow>,
}

/// One stored line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The day it left.
    pub on: NaiveDate,
    /// Who received it.
    pub recipient: String,
    /// What.
    pub description: String,
    /// What for.
    pub purpose: String,
    /// Why the law lets it leave.
    pub basis: Basis,
    /// Whether it belongs in an accounting, and by which rule.
    pub accountable: (bool, String),
    /// How.
    pub delivery: Delivery,
    /// Pages.
    pub pages: i64,
    /// When it was recorded (UTC).
    pub recorded_at: NaiveDateTime,
}
