//! `rule breach`: the triage of a misdirected release as JSON.

use serde::{Deserialize, Serialize};

use super::due::{ClockAnswer, clock_answer};
use super::facility::FacilityFacts;
use super::facility::{Facilities, find};
use super::json::{self, Object, On};
use crate::incidents::model::{
    Classification, Delay, DelayKind, Exclusion, Incident, RecipientKind, Triage,
};
use crate::incidents::rules::{contradictions, triage};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    facility: String,
    occurred_on: On,
    discovered_on: On,
    detected_on: Option<On>,
    recipient_kind: RecipientKind,
    coordinating_care: Option<bool>,
    viewed: Option<bool>,
    retained: Option<bool>,
    further_misused: Option<bool>,
    on_computer: Option<bool>,
    affected: Option<u32>,
    law_enforcement_delay: Option<Object<Statement>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    on: On,
    kind: DelayKind,
    until: Option<On>,
}

#[derive(Serialize)]
struct Answer<'a> {
    classification: Classification,
    exclusions: &'a [Exclusion],
    clocks: Vec<ClockAnswer<'a>>,
    accounting_entry: bool,
    why: &'a [String],
}

pub(super) fn run(stdin: &str, facilities: Facilities) -> Result<String, String> {
    let question: Question = json::read(stdin)?;
    let place = find(&question.facility, question.occurred_on.0, facilities)?;
    let incident = incident(question, &place);
    let contradictions = contradictions(&incident);
    if !contradictions.is_empty() {
        return Err(contradictions.join(" "));
    }
    json::write(&answer(&triage(&incident, &place.calendar, None)))
}

fn incident(question: Question, place: &FacilityFacts) -> Incident {
    Incident {
        state: place.state,
        occurred_on: question.occurred_on.0,
        discovered_on: question.discovered_on.0,
        detected_on: question.detected_on.unwrap_or(question.discovered_on).0,
        recipient: question.recipient_kind,
        coordinating_care: question.coordinating_care,
        viewed: question.viewed,
        retained: question.retained,
        further_misused: question.further_misused,
        on_computer: question.on_computer,
        computer_breach: place.law.computer_breach,
        affected: question.affected,
        delay: question
            .law_enforcement_delay
            .map(|Object(statement)| Delay {
                on: statement.on.0,
                kind: statement.kind,
                until: statement.until.map(|on| on.0),
            }),
        sent: Vec::new(),
    }
}

fn answer(triage: &Triage) -> Answer<'_> {
    Answer {
        classification: triage.classification,
        exclusions: &triage.exclusions,
        clocks: triage.clocks.iter().map(clock_answer).collect(),
        accounting_entry: triage.accounting_entry,
        why: &triage.why,
    }
}
