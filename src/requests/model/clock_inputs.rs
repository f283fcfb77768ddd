//! What the clocks need to know of a request beside its road and its date of receipt, as it is stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::{Road, Want};
use crate::facilities::Terms;
use crate::requests::rules::clocks::{
    ClockFacts, Extension, ExternalDeadline, FormKind, Objection, Promises, Stop, StopKind,
    SubpoenaFacts, SubpoenaKind,
};
use crate::requests::rules::patient_part::PartItem;

/// Inputs of the clocks. What is not given is not assumed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClockInputs {
    /// So far there is only a telephone call (S29).
    pub oral_only: bool,
    /// For a public-benefit claim or appeal (C6).
    pub benefit_claim: bool,
    /// The day the proof of it was there.
    pub benefit_proof_on: Option<NaiveDate>,
    /// The day the fee for the copy was paid (C5).
    pub fee_paid_on: Option<NaiveDate>,
    /// The day it was told that the copy is ready and waits for payment (1.17).
    pub ready_to_pay_on: Option<NaiveDate>,
    /// The record is extraordinarily long or the discharge recent (C7).
    pub summary_long: bool,
    /// The day a valid authorization arrived (R19).
    pub authorization_valid_on: Option<NaiveDate>,
    /// A California attorney asks before suit (C9).
    pub before_suit: bool,
    /// A directive asks for an electronic copy of an electronic record (R16).
    pub ehr_electronic_copy: bool,
    /// The medical form asked for.
    pub form: Option<FormKind>,
    /// What of the patient's part was not seen yet (S56); as long as something is, `complete_on` stays empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_missing: Vec<PartItem>,
    /// The day the form packet was complete (R13).
    pub complete_on: Option<NaiveDate>,
    /// The day the disability began (C21).
    pub disability_began_on: Option<NaiveDate>,
    /// The day the leave began (C22).
    pub leave_began_on: Option<NaiveDate>,
    /// The day the employer asked (C23).
    pub employer_asked_on: Option<NaiveDate>,
    /// The day the employer sent it back (C23).
    pub employer_returned_on: Option<NaiveDate>,
    /// Deadlines others set: name and day (EXT).
    pub external_deadlines: Vec<(String, NaiveDate)>,
    /// The subpoena, on that road.
    pub subpoena: Option<SubpoenaInput>,
    /// Extension notices: sent on, completion date (R10).
    pub extensions: Vec<(NaiveDate, NaiveDate)>,
    /// The day we last asked the requester something; it stops nothing (R9).
    pub asked_requester_on: Option<NaiveDate>,
    /// What stopped clocks: day, by what, for which part (R14).
    pub stops: Vec<(NaiveDate, StopKind, Option<Want>)>,
}

/// A subpoena's dates, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubpoenaInput {
    /// Civil or criminal.
    pub kind: SubpoenaKind,
    /// Issued.
    pub issued_on: Option<NaiveDate>,
    /// Consumer notice served.
    pub consumer_served_on: Option<NaiveDate>,
    /// The hospital served.
    pub custodian_served_on: NaiveDate,
    /// Named for production.
    pub production_on: Option<NaiveDate>,
    /// Whether the assurance came with it.
    pub assurance: Option<bool>,
    /// An objection filed, and resolved.
    pub objection: Option<(NaiveDate, Option<NaiveDate>)>,
}

impl ClockInputs {
    /// The facts the ledger follows from, under the terms of the facility.
    pub fn facts(
        &self,
        terms: &Terms,
        road: Road,
        received_on: NaiveDate,
        wants: &[Want],
    ) -> ClockFacts {
        ClockFacts {
            oral_only: self.oral_only,
            wants: wants.to_vec(),
            benefit_claim: self.benefit_claim,
            benefit_proof_on: self.benefit_proof_on,
            fee_paid_on: self.fee_paid_on,
            ready_to_pay_on: self.ready_to_pay_on,
            summary_long: self.summary_long,
            authorization_valid_on: self.authorization_valid_on,
            before_suit: self.before_suit,
            ehr_electronic_copy: self.ehr_electronic_copy,
            form: self.form,
            complete_on: self.complete_on,
            disability_began_on: self.disability_began_on,
            leave_began_on: self.leave_began_on,
            employer_asked_on: self.employer_asked_on,
            employer_returned_on: self.employer_returned_on,
            external_deadlines: self
                .external_deadlines
                .iter()
                .map(|(name, on)| ExternalDeadline {
                    name: name.clone(),
                    on: *on,
                })
                .collect(),
            subpoena: self.subpoena.map(SubpoenaInput::facts),
            extensions: self
                .extensions
                .iter()
                .map(|(sent_on, completion_on)| Extension {
                    sent_on: *sent_on,
                    completion_on: *completion_on,
                })
                .collect(),
            asked_requester_on: self.asked_requester_on,
            stops: self
                .stops
                .iter()
                .map(|(on, by, only)| Stop {
                    on: *on,
                    by: *by,
                    only: *only,
                })
                .collect(),
            law: terms.law,
            ..ClockFacts::new(terms.state, Promises::from(terms), road, received_on)
        }
    }
}

impl SubpoenaInput {
    fn facts(self) -> SubpoenaFacts {
        SubpoenaFacts {
            kind: self.kind,
            issued_on: self.issued_on,
            consumer_served_on: self.consumer_served_on,
            custodian_served_on: self.custodian_served_on,
            production_on: self.production_on,
            assurance: self.assurance,
            objection: self
                .objection
                .map(|(on, resolved_on)| Objection { on, resolved_on }),
        }
    }
}
