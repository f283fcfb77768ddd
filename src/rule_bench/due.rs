//! `rule due`: the ledger of clocks as JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facility::{Facilities, find};
use super::json::{self, Object, On};
use crate::facilities::model::StateLaw;
use crate::requests::model::{Road, Want};
use crate::requests::rules::clocks::{
    Clock, ClockFacts, Extension, ExternalDeadline, FormKind, Ledger, Objection, Promise, Promises,
    SubpoenaFacts, SubpoenaKind, clocks, contradictions,
};

use crate::words::Refusal;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    facility: String,
    road: Road,
    received_on: On,
    wants: Option<Vec<Want>>,
    benefit_claim: Option<bool>,
    benefit_proof_on: Option<On>,
    fee_paid_on: Option<On>,
    ready_to_pay_on: Option<On>,
    oral_only: Option<bool>,
    summary_long: Option<bool>,
    authorization_valid_on: Option<On>,
    before_suit: Option<bool>,
    ehr_electronic_copy: Option<bool>,
    complete_on: Option<On>,
    form: Option<FormKind>,
    disability_began_on: Option<On>,
    leave_began_on: Option<On>,
    employer_asked_on: Option<On>,
    employer_returned_on: Option<On>,
    external_deadlines: Option<Vec<Object<Deadline>>>,
    extension: Option<Object<Notice>>,
    subpoena: Option<Object<Subpoena>>,
    oral_hold_on: Option<On>,
    today: Option<On>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deadline {
    name: String,
    on: On,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    sent_on: On,
    completion_on: On,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subpoena {
    kind: SubpoenaKind,
    issued_on: On,
    consumer_served_on: On,
    custodian_served_on: On,
    production_on: On,
    objection_on: Option<On>,
    assurance: Option<bool>,
}

#[derive(Serialize)]
struct Answer<'a> {
    clocks: Vec<ClockAnswer<'a>>,
    house: Vec<PromiseAnswer<'a>>,
    status_ok_from: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest_production_on: Option<NaiveDate>,
    refusals: &'a [Refusal],
}

#[derive(Serialize)]
pub(super) struct ClockAnswer<'a> {
    rule: &'static str,
    name: &'a str,
    statutory_due: NaiveDate,
    work_by: NaiveDate,
    rolled_due: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<NaiveDate>,
    controlling: bool,
    why: &'a [String],
}

#[derive(Serialize)]
struct PromiseAnswer<'a> {
    rule: &'static str,
    due: NaiveDate,
    why: &'a [String],
}

pub(super) fn run(stdin: &str, facilities: Facilities) -> Result<String, String> {
    let question: Question = json::read(stdin)?;
    let place = find(&question.facility, question.received_on.0, facilities)?;
    let today = question.today.map(|on| on.0);
    let facts = ClockFacts {
        law: place.law,
        ..facts(question, place.state, place.promises)
    };
    let contradictions = contradictions(&facts, today);
    if !contradictions.is_empty() {
        return Err(contradictions.join(" "));
    }
    json::write(&answer(&clocks(&facts, &place.calendar, today)))
}

fn facts(question: Question, state: StateLaw, promises: Promises) -> ClockFacts {
    let on = |on: Option<On>| on.map(|on| on.0);
    let fresh = ClockFacts::new(state, promises, question.road, question.received_on.0);
    let benefit_claim = question.benefit_claim.unwrap_or(false);
    ClockFacts {
        wants: question.wants.unwrap_or_default(),
        benefit_claim,
        // Not said otherwise, the proof came with the request.
        benefit_proof_on: on(question.benefit_proof_on)
            .or_else(|| benefit_claim.then_some(question.received_on.0)),
        fee_paid_on: on(question.fee_paid_on),
        ready_to_pay_on: on(question.ready_to_pay_on),
        oral_only: question.oral_only.unwrap_or(false),
        summary_long: question.summary_long.unwrap_or(false),
        authorization_valid_on: on(question.authorization_valid_on),
        before_suit: question.before_suit.unwrap_or(false),
        ehr_electronic_copy: question.ehr_electronic_copy.unwrap_or(false),
        complete_on: on(question.complete_on),
        form: question.form,
        disability_began_on: on(question.disability_began_on),
        leave_began_on: on(question.leave_began_on),
        employer_asked_on: on(question.employer_asked_on),
        employer_returned_on: on(question.employer_returned_on),
        external_deadlines: question
            .external_deadlines
            .into_iter()
            .flatten()
            .map(deadline)
            .collect(),
        extensions: question.extension.into_iter().map(extension).collect(),
        subpoena: question.subpoena.map(subpoena),
        oral_hold_on: on(question.oral_hold_on),
        ..fresh
    }
}

fn deadline(Object(deadline): Object<Deadline>) -> ExternalDeadline {
    ExternalDeadline {
        name: deadline.name,
        on: deadline.on.0,
    }
}

fn extension(Object(notice): Object<Notice>) -> Extension {
    Extension {
        sent_on: notice.sent_on.0,
        completion_on: notice.completion_on.0,
    }
}

fn subpoena(Object(subpoena): Object<Subpoena>) -> SubpoenaFacts {
    SubpoenaFacts {
        kind: subpoena.kind,
        issued_on: Some(subpoena.issued_on.0),
        consumer_served_on: Some(subpoena.consumer_served_on.0),
        custodian_served_on: subpoena.custodian_served_on.0,
        production_on: Some(subpoena.production_on.0),
        assurance: subpoena.assurance,
        objection: subpoena.objection_on.map(|on| Objection {
            on: on.0,
            resolved_on: None,
        }),
    }
}

fn answer(ledger: &Ledger) -> Answer<'_> {
    // The desk's own promise stands in only where nothing above it does already.
    let ours = ledger
        .our_promise
        .iter()
        .filter(|ours| !ledger.house.contains(ours));
    Answer {
        clocks: ledger.clocks.iter().map(clock_answer).collect(),
        house: ledger
            .house
            .iter()
            .chain(ours)
            .map(promise_answer)
            .collect(),
        status_ok_from: ledger.status_ok_from,
        earliest_production_on: ledger.earliest_production_on,
        refusals: &ledger.refusals,
    }
}

pub(super) fn clock_answer(clock: &Clock) -> ClockAnswer<'_> {
    ClockAnswer {
        rule: clock.rule.as_str(),
        name: &clock.name,
        statutory_due: clock.statutory_due,
        work_by: clock.work_by,
        rolled_due: clock.rolled_due,
        target: clock.target,
        controlling: clock.controlling,
        why: &clock.why,
    }
}

fn promise_answer(promise: &Promise) -> PromiseAnswer<'_> {
    PromiseAnswer {
        rule: promise.rule,
        due: promise.due_on,
        why: &promise.why,
    }
}
