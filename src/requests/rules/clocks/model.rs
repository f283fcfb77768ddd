//! The facts a clock needs and what the ledger says.

use chrono::NaiveDate;

use crate::calendar::Day;
use crate::requests::model::{Road, Want};
use crate::text_enum;

use super::State;

text_enum! {
    /// The clocks of the master table (rule sheet 1.0) in the order that breaks a tie (R8). Typed deadlines come last.
    pub enum ClockRule: "clock" {
        C1 = "C1", "Access: provide or deny in writing";
        C2 = "C2", "Amendment: act on it";
        C3 = "C3", "Accounting: provide it";
        C4 = "C4", "California: let the patient look at the record";
        C5 = "C5", "California: send copies";
        C6 = "C6", "California: free copies for a public-benefit claim";
        C7 = "C7", "California: summary in place of the record";
        C9 = "C9", "California: attorney before suit";
        C10 = "C10", "California: subpoena for records";
        C11 = "C11", "New York: let the person look at the record";
        C12 = "C12", "New York: send copies";
        C13 = "C13", "New York: object to a subpoena";
        C18 = "C18", "Accounting: hold on an agency's oral word ends";
        C21 = "C21", "EDD disability claim (DE 2501)";
        C22 = "C22", "EDD Paid Family Leave claim (DE 2501F)";
        C23 = "C23", "FMLA certification for the employer";
        Ext = "EXT", "Deadline set by somebody else";
    }
}

text_enum! {
    /// The medical forms of the seed, in its order (S66–S88).
    pub enum FormKind: "medical form" {
        EddSdiInitial = "edd_sdi_initial", "EDD State Disability, initial";
        EddSdiContinuation = "edd_sdi_continuation", "EDD State Disability, continuation";
        EddPaidFamilyLeave = "edd_paid_family_leave", "EDD Paid Family Leave";
        EmployerPaidFamilyLeave = "employer_paid_family_leave", "Employer Paid Family Leave";
        Fmla = "fmla", "FMLA";
        SsaNeoplasticDisease = "ssa_neoplastic_disease", "Social Security neoplastic disease";
        HealthProviderCertificate = "health_provider_certificate", "Health-care provider's certificate";
        AttendingPhysicianStatement = "attending_physician_statement", "Attending physician statement";
        RestrictionLimitation = "restriction_limitation", "Restriction or limitation";
        TreatmentAuthorization = "treatment_authorization", "Treatment authorization";
        HomeHealthOrders = "home_health_orders", "Home health orders";
        ReturnToWork = "return_to_work", "Return to work";
        JuryDuty = "jury_duty", "Jury duty";
        DentalClearance = "dental_clearance", "Medical clearance (dental)";
        DmvPlacard = "dmv_placard", "DMV placard";
        HomelandSecurity = "homeland_security", "Homeland Security";
        InsuranceClaim = "insurance_claim", "Insurance claim";
        UtilityAssistance = "utility_assistance", "Help with utilities";
        Questionnaire = "questionnaire", "Questionnaire";
        LlsRetreat = "lls_retreat", "Leukemia & Lymphoma Society or cancer retreat";
        Bcctp = "bcctp", "BCCTP";
        MediCal = "medi_cal", "Medi-Cal or exemption form";
        Other = "other", "Other form";
    }
}

text_enum! {
    /// Which court a subpoena comes from (C10).
    pub enum SubpoenaKind: "subpoena kind" {
        Civil = "civil", "Civil";
        Criminal = "criminal", "Criminal";
    }
}

text_enum! {
    /// What stops a clock (R14). Asking the requester something is not among them.
    pub enum StopKind: "stop" {
        Release = "release", "release of what was asked for";
        DenialLetter = "denial_letter", "denial letter";
        Withdrawal = "withdrawal", "recorded withdrawal";
        RequiredResponse = "required_response", "response the law requires";
    }
}

/// Everything the clocks follow from. What is not given is not assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFacts {
    /// Whose access law binds the facility.
    pub state: State,
    /// What the facility promises beside the law; data from its profile.
    pub promises: Promises,
    /// The legal road (1.2).
    pub road: Road,
    /// The date of receipt (R2, R3).
    pub received_on: NaiveDate,
    /// So far there is only a telephone call: no written request, so no access or amendment clock (S29, 1.3).
    pub oral_only: bool,
    /// What the requester wants on an access road.
    pub wants: Vec<Want>,
    /// The copy is for a public-benefit claim or appeal (C6).
    pub benefit_claim: bool,
    /// The day the proof of that claim was there.
    pub benefit_proof_on: Option<NaiveDate>,
    /// The record is extraordinarily long or the discharge was within the last 10 days (C7).
    pub summary_long: bool,
    /// The day a valid authorization, or a subpoena without defects, arrived (R19).
    pub authorization_valid_on: Option<NaiveDate>,
    /// A California attorney asks before suit is filed (C9).
    pub before_suit: bool,
    /// A third-party directive asks for an electronic copy of an electronic health record (R16).
    pub ehr_electronic_copy: bool,
    /// The medical form asked for.
    pub form: Option<FormKind>,
    /// The day the form packet was complete and signed (R13).
    pub complete_on: Option<NaiveDate>,
    /// The day the disability began (C21).
    pub disability_began_on: Option<NaiveDate>,
    /// The day the family leave began (C22).
    pub leave_began_on: Option<NaiveDate>,
    /// The day the employer asked for the certification (C23).
    pub employer_asked_on: Option<NaiveDate>,
    /// The day the employer sent it back to be cured (C23).
    pub employer_returned_on: Option<NaiveDate>,
    /// Deadlines set by others and typed in (EXT).
    pub external_deadlines: Vec<ExternalDeadline>,
    /// The subpoena, on that road.
    pub subpoena: Option<SubpoenaFacts>,
    /// The day an agency asked by word of mouth to hold an accounting (C18).
    pub oral_hold_on: Option<NaiveDate>,
    /// Extension notices in the order they were sent (R10).
    pub extensions: Vec<Extension>,
    /// The day we last asked the requester something; it stops nothing (R9, R14).
    pub asked_requester_on: Option<NaiveDate>,
    /// What has been done that stops clocks (R14).
    pub stops: Vec<Stop>,
}

impl ClockFacts {
    /// The facts of a fresh request, nothing else being known.
    pub fn new(state: State, promises: Promises, road: Road, received_on: NaiveDate) -> Self {
        Self {
            state,
            promises,
            road,
            received_on,
            oral_only: false,
            wants: Vec::new(),
            benefit_claim: false,
            benefit_proof_on: None,
            summary_long: false,
            authorization_valid_on: None,
            before_suit: false,
            ehr_electronic_copy: false,
            form: None,
            complete_on: None,
            disability_began_on: None,
            leave_began_on: None,
            employer_asked_on: None,
            employer_returned_on: None,
            external_deadlines: Vec::new(),
            subpoena: None,
            oral_hold_on: None,
            extensions: Vec::new(),
            asked_requester_on: None,
            stops: Vec::new(),
        }
    }
}

/// The working days a facility promises beside the law; none where it promises nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promises {
    /// C24: a medical form is done this many business days after the packet is complete.
    pub forms_days: Option<u32>,
    /// C25: the caller is asked to wait this many working days before asking for the status.
    pub status_wait_days: Option<u32>,
    /// The desk's own promise of a first answer where no law sets a day.
    pub first_answer_days: u32,
}

impl Default for Promises {
    /// A facility that states nothing: only the desk's own first answer within 5 working days.
    fn default() -> Self {
        Self {
            forms_days: None,
            status_wait_days: None,
            first_answer_days: 5,
        }
    }
}

/// A deadline somebody else set: a court, an employer, an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalDeadline {
    /// Whose and what for.
    pub name: String,
    /// The day.
    pub on: NaiveDate,
}

/// A written extension notice (R10, N03).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The day the notice was sent.
    pub sent_on: NaiveDate,
    /// The completion date it names.
    pub completion_on: NaiveDate,
}

/// What a subpoena's clocks follow from (1.13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubpoenaFacts {
    /// Civil or criminal.
    pub kind: SubpoenaKind,
    /// The day it was issued.
    pub issued_on: Option<NaiveDate>,
    /// The day the patient was served with the consumer notice.
    pub consumer_served_on: Option<NaiveDate>,
    /// The day the hospital was served.
    pub custodian_served_on: NaiveDate,
    /// The day it names for production.
    pub production_on: Option<NaiveDate>,
    /// Whether proof of notice or of a protective order came with it; none when nobody has looked yet.
    pub assurance: Option<bool>,
    /// An objection or motion that holds the clock.
    pub objection: Option<Objection>,
}

/// An objection or motion against a subpoena (R14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    /// The day it was filed.
    pub on: NaiveDate,
    /// The day it was resolved; none while it stands.
    pub resolved_on: Option<NaiveDate>,
}

/// Something done that stops clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// The day it was done.
    pub on: NaiveDate,
    /// What was done.
    pub by: StopKind,
    /// Only this part of what was wanted; none for the whole request.
    pub only: Option<Want>,
}

/// Every deadline of a request and every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The clocks in the order of the master table.
    pub clocks: Vec<Clock>,
    /// What the house promises beside them (C24, C25). Never law.
    pub house: Vec<Promise>,
    /// The promise that stands in where no law sets a day. To be shown as "our promise".
    pub our_promise: Option<Promise>,
    /// From this day the status line expects the question (R12); none where the facility names no wait.
    pub status_ok_from: Option<NaiveDate>,
    /// The earliest day a California civil subpoena may name for production (1.13).
    pub earliest_production_on: Option<NaiveDate>,
    /// What was asked for and cannot be.
    pub refusals: Vec<Refusal>,
    /// The day queues sort by; never empty (R8, R13).
    pub work_by: NaiveDate,
}

impl Ledger {
    /// The clock that controls the request, if a statutory or external one is running (R8).
    pub fn controlling(&self) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.controlling)
    }

    /// The clock under a rule, the first if there are several.
    pub fn clock(&self, rule: ClockRule) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.rule == rule)
    }
}

/// One clock and how its day was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its row in the master table.
    pub rule: ClockRule,
    /// What it is for; for EXT what was typed.
    pub name: String,
    /// The law it stands on.
    pub citation: &'static str,
    /// The day it starts from; the next day is day 1.
    pub start_on: NaiveDate,
    /// The due day before any extension.
    pub original_due: NaiveDate,
    /// The due day, never rolled forward (R7).
    pub statutory_due: NaiveDate,
    /// The last office-open weekday on or before the due day (R7).
    pub work_by: NaiveDate,
    /// Where state law may roll the due day to; for information (R7).
    pub rolled_due: NaiveDate,
    /// The day we aim for where the law names a span (R20).
    pub target: Option<NaiveDate>,
    /// Whether this one controls the request (R8).
    pub controlling: bool,
    /// What stopped it (R14).
    pub stopped: Option<Stopped>,
    /// An objection that holds it (R14).
    pub held: Option<Hold>,
    /// Every day from the start to the due day, counted or skipped.
    pub days: Vec<Day>,
    /// The reasons, in sentences that can be read to a caller.
    pub why: Vec<String>,
}

impl Clock {
    /// Whether it still runs: neither stopped nor held.
    pub const fn is_running(&self) -> bool {
        self.stopped.is_none() && self.held.is_none()
    }
}

/// How a clock was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// The day.
    pub on: NaiveDate,
    /// By what.
    pub by: StopKind,
}

/// An objection or motion that still stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// The day it was filed.
    pub since: NaiveDate,
}

/// A promise of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// "C24", "C25", or "promise" for the desk's own first answer.
    pub rule: &'static str,
    /// What is promised.
    pub name: &'static str,
    /// The day it counts from.
    pub start_on: NaiveDate,
    /// The promised day.
    pub due_on: NaiveDate,
    /// It may still move, because the packet is not complete (R13).
    pub provisional: bool,
    /// Every day from the start to the due day, counted or skipped.
    pub days: Vec<Day>,
    /// The reasons, in sentences.
    pub why: Vec<String>,
}

/// Something the rules do not allow, with the rule that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The rule.
    pub rule: &'static str,
    /// The sentence for staff.
    pub text: String,
}
