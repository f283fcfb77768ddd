//! `rule fee`: what may be asked for a copy, its cap, and what is refused.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facility::FacilityFacts;
use super::facility::{Facilities, find};
use super::json::{self, Amount, Count, On};
use crate::fees::model::{BenefitClaim, CopyBy, Costs, Fee, FeeFacts};
use crate::fees::rules::{contradictions, fee};
use crate::requests::model::Road;
use crate::requests::rules::clocks::FormKind;
use crate::words::{Cents, Refusal};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    facility: String,
    road: Road,
    delivery: CopyBy,
    pages: Option<Count>,
    microfilm_pages: Option<Count>,
    clerical_minutes: Option<Count>,
    postage_cents: Option<Amount>,
    supplies_cents: Option<Amount>,
    labor_cents: Option<Amount>,
    benefit_claim: Option<bool>,
    inspection: Option<bool>,
    form: Option<FormKind>,
    school_form: Option<bool>,
    on: Option<On>,
    proposed_cents: Option<Amount>,
}

#[derive(Serialize)]
struct Answer<'a> {
    lines: Vec<Line<'a>>,
    total_cents: Cents,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap_cents: Option<Cents>,
    refusals: &'a [Refusal],
}

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    cents: Cents,
    rule: &'static str,
}

/// Where the question names no day, the house's own fees and its readings of the law are those of `on`.
pub(super) fn run(stdin: &str, facilities: Facilities, on: NaiveDate) -> Result<String, String> {
    let question: Question = json::read(stdin)?;
    let on = question.on.map_or(on, |on| on.0);
    let place = find(&question.facility, on, facilities)?;
    let facts = facts(&question, place);
    let contradictions = contradictions(&facts);
    if !contradictions.is_empty() {
        return Err(contradictions.join(" "));
    }
    let fee = fee(&facts).map_err(|refusal| refusal.text)?;
    json::write(&answer(&fee))
}

fn facts(question: &Question, place: FacilityFacts) -> FeeFacts {
    let count = |given: Option<Count>| given.map_or(0, |count| count.0);
    let cents = |given: Option<Amount>| given.map(|amount| amount.0);
    FeeFacts {
        pages: count(question.pages),
        microfilm_pages: count(question.microfilm_pages),
        clerical_minutes: count(question.clerical_minutes),
        costs: Costs {
            labor: cents(question.labor_cents),
            supplies: cents(question.supplies_cents),
            postage: cents(question.postage_cents),
        },
        // Not said otherwise, the proof came with the request.
        benefit: if question.benefit_claim == Some(true) {
            BenefitClaim::Proved
        } else {
            BenefitClaim::No
        },
        inspection: question.inspection,
        form: question.form,
        school_form: question.school_form.unwrap_or(false),
        proposed: cents(question.proposed_cents),
        law: place.law,
        ..FeeFacts::new(place.state, place.fees, question.road, question.delivery)
    }
}

fn answer(fee: &Fee) -> Answer<'_> {
    let lines = fee.lines.iter().map(|line| Line {
        text: &line.text,
        cents: line.cents,
        rule: line.rule,
    });
    Answer {
        lines: lines.collect(),
        total_cents: fee.total,
        cap_cents: fee.cap,
        refusals: &fee.refusals,
    }
}
