//! Catalogues: the hospital's own forms, kinds of records, and medical forms it fills in for patients.

use serde::{Deserialize, Serialize};

use super::codes::{Channel, FactKey};
use crate::text_enum;
use crate::words::Language;

text_enum! {
    /// What a form of the hospital is for (S35–S46, S55, S114, S126).
    pub enum FormPurpose: "purpose of a form" {
        Information = "information", "Information sheet";
        OwnRecords = "own_records", "Own records";
        Authorization = "authorization", "Authorization";
        Amendment = "amendment", "Correction of a record";
        PortalProxy = "portal_proxy", "Portal access for a representative";
        ChildPortal = "child_portal", "Portal access to a child's record";
        Accounting = "accounting", "List of disclosures";
        Brochure = "brochure", "Brochure";
    }
}

text_enum! {
    /// The three uses of City of Hope's authorization form (S36–S39); the road is picked from the use.
    pub enum FormUse: "use of a form" {
        OwnCopies = "own_copies", "Copies for the patient";
        ReleaseToOther = "release_to_other", "Release to someone else";
        ObtainFromOther = "obtain_from_other", "Obtain from another provider";
    }
}

text_enum! {
    /// Who completes a form.
    pub enum CompletedBy: "who completes a form" {
        Patient = "patient", "Patient";
        Representative = "representative", "Authorized representative";
        Proxy = "proxy", "Designated proxy";
        ParentOrGuardian = "parent_or_guardian", "Parent or legal guardian";
    }
}

/// A form the hospital hands out (S34–S46, S55, S114, S126).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its title as printed.
    pub title: String,
    /// What it is for.
    pub purpose: FormPurpose,
    /// Other names the same paper goes by (S41).
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The languages it is published in. Empty: the hospital does not say.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// Whether the hospital's page offers the form itself (S43, S45, S114: it does not).
    pub published: bool,
    /// Everyone who may complete it; with `all_sign` every one of them must.
    #[serde(default)]
    pub completed_by: Vec<CompletedBy>,
    /// Whether everyone in `completed_by` must complete it (S43).
    #[serde(default)]
    pub all_sign: bool,
    /// The uses of a form that has several (S36).
    #[serde(default)]
    pub uses: Vec<FormUse>,
    /// The channels by which it may come back (S34). Empty for a paper that does not come back.
    #[serde(default)]
    pub channels: Vec<Channel>,
    /// What to offer somebody who reads none of its languages.
    #[serde(default)]
    pub language_help: Option<String>,
}

/// A kind of record a request may name (S102–S110).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordType {
    /// Short code on packets and slips.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it travels as media (images) and not as pages (S107).
    #[serde(default)]
    pub media: bool,
    /// What must be asked before it is searched for (S106).
    #[serde(default)]
    pub ask: Option<String>,
}

text_enum! {
    /// Who may certify a medical form (rule sheet 3.6).
    pub enum Certifier: "certifier" {
        TreatingProvider = "treating_provider", "The treating provider";
        Physician = "physician", "Physician or surgeon (MD, DO)";
        GovernmentMedicalOfficer = "government_medical_officer", "Authorized government medical officer";
        Chiropractor = "chiropractor", "Chiropractor";
        Podiatrist = "podiatrist", "Podiatrist";
        Optometrist = "optometrist", "Optometrist or eye specialist (vision only)";
        Dentist = "dentist", "Dentist";
        Psychologist = "psychologist", "Clinical psychologist";
        NursePractitioner = "nurse_practitioner", "Nurse practitioner";
        PhysicianAssistant = "physician_assistant", "Physician assistant";
        Midwife = "midwife", "Midwife";
        ReligiousPractitioner = "religious_practitioner", "Accredited religious practitioner";
    }
}

text_enum! {
    /// The clock set by somebody outside that a medical form must meet.
    pub enum ExternalClock: "external clock" {
        StateDisability = "C21", "EDD state disability, from the day the disability began";
        PaidFamilyLeave = "C22", "EDD paid family leave, from the day the leave began";
        FamilyMedicalLeave = "C23", "FMLA certification, from the employer's request";
    }
}

text_enum! {
    /// To whom a completed medical form goes (S63). The patient gets a copy as well (S64).
    pub enum RecipientRule: "recipient rule" {
        Edd = "edd", "Employment Development Department";
        Employer = "employer", "Employer";
        EmployerOrSchool = "employer_or_school", "Employer or school";
        SocialSecurity = "social_security", "Social Security Administration";
        Insurer = "insurer", "Insurer";
        Court = "court", "Court";
        Dmv = "dmv", "Department of Motor Vehicles";
        HomelandSecurity = "homeland_security", "Department of Homeland Security";
        BenefitProgram = "benefit_program", "Public benefit program";
        NamedOnForm = "named_on_form", "Whoever the form names";
    }
}

/// A type of medical form the hospital completes for patients (S66–S88). Its code is the key of the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicalForm {
    /// Its title as the hospital lists it.
    pub title: String,
    /// The number printed on it, where one is known.
    #[serde(default)]
    pub form_number: Option<String>,
    /// The patient's own part, complete before the ten days start (S56, R13).
    pub patient_part: String,
    /// The professional's part, where it has a name.
    #[serde(default)]
    pub provider_part: Option<String>,
    /// Who may certify it.
    pub certifiers: Vec<Certifier>,
    /// A limit on who may certify, in words.
    #[serde(default)]
    pub certifier_limit: Option<String>,
    /// The outside clock it must meet.
    #[serde(default)]
    pub external_clock: Option<ExternalClock>,
    /// The outside date to ask for when no clock gives one, for example the court date (S78).
    #[serde(default)]
    pub external_date_asked: Option<String>,
    /// To whom it goes.
    pub recipient: RecipientRule,
    /// Whether the recipient refuses faxes (S68).
    #[serde(default)]
    pub no_fax: bool,
    /// Whether the patient's authorization is needed before it goes to the recipient (S69, S70).
    #[serde(default)]
    pub authorization_needed: bool,
    /// Whether it states functional limits only, no diagnosis, unless the patient's authorization says so (3.6).
    #[serde(default)]
    pub employer_limits: bool,
    /// Whether it serves a public benefit and costs the patient nothing (S71, S86, S87).
    #[serde(default)]
    pub public_benefit: bool,
    /// Whether it is worked before others (S75, S76).
    #[serde(default)]
    pub urgent: bool,
    /// Types that are easily taken for this one (S72).
    #[serde(default)]
    pub overlaps: Vec<FactKey>,
    /// What the forms specialist must not overlook.
    #[serde(default)]
    pub caution: Option<String>,
}
