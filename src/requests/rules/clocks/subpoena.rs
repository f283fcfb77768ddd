//! The dates a California civil subpoena must keep (1.13).

use chrono::{Days, NaiveDate};

use super::model::{ClockFacts, SubpoenaFacts, SubpoenaKind};
use crate::calendar::in_words;
use crate::facilities::model::{CustodianNotice, StateLaw};
use crate::requests::model::Road;
use crate::words::Refusal;

/// The earliest day a California civil subpoena for records may name: the later of issuance plus 20 days and service on
/// the hospital plus 15 days (CCP 2020.410(c)).
pub fn earliest_production_on(issued_on: NaiveDate, custodian_served_on: NaiveDate) -> NaiveDate {
    plus(issued_on, 20).max(plus(custodian_served_on, 15))
}

fn california_civil(facts: &ClockFacts) -> Option<&SubpoenaFacts> {
    facts.subpoena.as_ref().filter(|subpoena| {
        facts.road == Road::Subpoena
            && facts.state == StateLaw::California
            && subpoena.kind == SubpoenaKind::Civil
    })
}

/// The earliest production day of the request, where it is a California civil subpoena with a known day of issue.
pub(super) fn earliest_of(facts: &ClockFacts) -> Option<NaiveDate> {
    let subpoena = california_civil(facts)?;
    Some(earliest_production_on(
        subpoena.issued_on?,
        subpoena.custodian_served_on,
    ))
}

/// What a deficiency notice (N18) would have to say. A day that is too early is no defect: C10 runs (R19).
pub(super) fn review(facts: &ClockFacts, refusals: &mut Vec<Refusal>) {
    let Some(subpoena) = facts
        .subpoena
        .as_ref()
        .filter(|_| facts.road == Road::Subpoena)
    else {
        return;
    };
    if subpoena.assurance == Some(false) && facts.authorization_valid_on.is_none() {
        refusals.push(Refusal {
            rule: "R19",
            text: "No proof of notice to the patient or of a protective order came with the subpoena. Nothing may be sent and no clock starts until it does; send N18.".to_owned(),
        });
    }
    if let Some(civil) = california_civil(facts) {
        review_dates(civil, earliest_of(facts), refusals);
        if facts.law.custodian_notice == CustodianNotice::FiveDays {
            review_service(civil, refusals);
        }
    }
}

fn review_dates(
    subpoena: &SubpoenaFacts,
    earliest: Option<NaiveDate>,
    refusals: &mut Vec<Refusal>,
) {
    let mut notice = |text: String| refusals.push(Refusal { rule: "N18", text });
    if let (Some(named), Some(earliest)) = (subpoena.production_on, earliest)
        && named < earliest
    {
        notice(format!(
            "The subpoena names {} for production; the earliest allowed day is {} (CCP 2020.410(c)). It is not void for that: C10 runs (R19).",
            in_words(named),
            in_words(earliest)
        ));
    }
    let Some(served_on) = subpoena.consumer_served_on else {
        return;
    };
    if let Some(named) = subpoena.production_on
        && named < plus(served_on, 10)
    {
        notice(format!(
            "The patient was served on {}, less than 10 days before production on {} (CCP 1985.3).",
            in_words(served_on),
            in_words(named)
        ));
    }
}

/// The patient is served at least five days before the hospital: known from practice, and a setting of the house.
fn review_service(subpoena: &SubpoenaFacts, refusals: &mut Vec<Refusal>) {
    let served_on = subpoena.consumer_served_on;
    if let Some(on) = served_on.filter(|on| subpoena.custodian_served_on < plus(*on, 5)) {
        refusals.push(Refusal {
            rule: "N18",
            text: format!(
                "The patient was served on {}, less than 5 days before the hospital on {} (CCP 1985.3; this part is to be checked by counsel).",
                in_words(on),
                in_words(subpoena.custodian_served_on)
            ),
        });
    }
}

fn plus(on: NaiveDate, days: u64) -> NaiveDate {
    on.checked_add_days(Days::new(days))
        .expect("the dates of a hospital are far from the last date there is")
}
