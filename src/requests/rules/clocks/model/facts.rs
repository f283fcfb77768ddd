use chrono::NaiveDate;

use super::kinds::{FormKind, StopKind, SubpoenaKind};
use crate::facilities::Terms;
use crate::facilities::model::{LawSettings, PhoneStart, StateLaw};
use crate::requests::model::{Road, Want};

/// Everything the clocks follow from. What is not given is not assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFacts {
    /// Whose access law binds the facility.
    pub state: StateLaw,
    /// What the facility promises beside the law; data from its profile.
    pub promises: Promises,
    /// How the unsettled points of law are read on the day of receipt; data from its profile.
    pub law: LawSettings,
    /// The legal road (1.2).
    pub road: Road,
    /// The date of receipt (R2, R3).
    pub received_on: NaiveDate,
    /// So far there is only a telephone call: no written request, so no access or amendment clock, unless the house lets
    /// a call start one (S29, 1.3).
    pub oral_only: bool,
    /// What the requester wants on an access road.
    pub wants: Vec<Want>,
    /// The copy is for a public-benefit claim or appeal (C6).
    pub benefit_claim: bool,
    /// The day the proof of that claim was there.
    pub benefit_proof_on: Option<NaiveDate>,
    /// The day the fee for the copy was paid (C5, where the house counts from request and fee together).
    pub fee_paid_on: Option<NaiveDate>,
    /// The day it was told that the copy is ready and waits for payment (1.17).
    pub ready_to_pay_on: Option<NaiveDate>,
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
    pub fn new(state: StateLaw, promises: Promises, road: Road, received_on: NaiveDate) -> Self {
        Self {
            state,
            promises,
            law: LawSettings::default(),
            road,
            received_on,
            oral_only: false,
            wants: Vec::new(),
            benefit_claim: false,
            benefit_proof_on: None,
            fee_paid_on: None,
            ready_to_pay_on: None,
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

    /// Whether nothing but a telephone call is there and the house lets no call start a clock (S29).
    pub fn is_only_a_call(&self) -> bool {
        self.oral_only && self.law.phone_start == PhoneStart::WritingOnly
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

impl From<&Terms> for Promises {
    fn from(terms: &Terms) -> Self {
        Self {
            forms_days: terms.forms_days,
            status_wait_days: terms.status_wait_days,
            first_answer_days: terms.first_answer_days,
        }
    }
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
