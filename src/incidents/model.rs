//! What is known about a misdirected release, and what follows from it.

use chrono::NaiveDate;

use crate::facilities::model::{ComputerBreach, StateLaw};
use crate::requests::rules::clocks::{Clock, ClockRule};
use crate::text_enum;

text_enum! {
    /// Who received what was not meant for them.
    pub enum RecipientKind: "recipient kind" {
        CoveredEntity = "covered_entity", "Another provider or health plan";
        SameOrganization = "same_organization", "Somebody of the same organization";
        LawFirm = "law_firm", "A law firm";
        Employer = "employer", "An employer";
        Individual = "individual", "A private person";
        Other = "other", "Somebody else";
    }
}

text_enum! {
    /// How an agency asked to delay the notice (164.412; H&S 1280.15).
    pub enum DelayKind: "kind of delay" {
        Oral = "oral", "By word of mouth";
        Written = "written", "In writing";
    }
}

text_enum! {
    /// What an incident is, as far as its facts decide it. The assessment of the four factors is a person's (1.16).
    pub enum Classification: "classification" {
        PresumedBreach = "presumed_breach", "Presumed to be a breach: to be told";
        FederalBreachOnly = "federal_breach_only", "Presumed to be a breach by HIPAA; the state excepts it";
        NotABreach = "not_a_breach", "Not a breach: the law excepts it";
    }
}

text_enum! {
    /// Whose law excepts an incident.
    pub enum Law: "law" {
        Hipaa = "hipaa", "HIPAA";
        California = "california", "California";
    }
}

/// An agency's statement that a notice would impede its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The day it was made.
    pub on: NaiveDate,
    /// By word of mouth or in writing.
    pub kind: DelayKind,
    /// The day it names as its end; a written one must name one.
    pub until: Option<NaiveDate>,
}

/// The facts of a misdirected release. What is not given is not assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Whose breach law stands beside HIPAA.
    pub state: StateLaw,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// The first day anybody of the workforce knew or should have known (C14).
    pub discovered_on: NaiveDate,
    /// The day the hospital detected it (C16).
    pub detected_on: NaiveDate,
    /// Who received it.
    pub recipient: RecipientKind,
    /// It went astray while care was being coordinated.
    pub coordinating_care: Option<bool>,
    /// Whether it was actually seen.
    pub viewed: Option<bool>,
    /// Whether the recipient could keep it.
    pub retained: Option<bool>,
    /// Whether it was used or passed on wrongly.
    pub further_misused: Option<bool>,
    /// Whether it was information on a computer; paper and fax are not (C17).
    pub on_computer: Option<bool>,
    /// Which breaches New York's law counts; data from the facility's profile (C17).
    pub computer_breach: ComputerBreach,
    /// How many people it is about.
    pub affected: Option<u32>,
    /// An agency's delay of the notices.
    pub delay: Option<Delay>,
    /// Notices already sent, by the clock they stop (R14).
    pub sent: Vec<(ClockRule, NaiveDate)>,
}

/// A rule that excepts the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Exclusion {
    /// Whose.
    pub law: Law,
    /// Its citation.
    pub rule: &'static str,
    /// In words.
    pub text: &'static str,
}

/// What follows from the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triage {
    /// What the incident is.
    pub classification: Classification,
    /// What excepts it.
    pub exclusions: Vec<Exclusion>,
    /// The notices that must go out, each with its day.
    pub clocks: Vec<Clock>,
    /// Whether it belongs in the patient's accounting of disclosures; it always does (1.16).
    pub accounting_entry: bool,
    /// The reasons, in sentences.
    pub why: Vec<String>,
}
