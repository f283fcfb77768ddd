//! Facts that contradict each other.

use chrono::NaiveDate;

use super::model::{ClockFacts, SubpoenaFacts};
use crate::calendar::in_words;
use crate::requests::model::Road;

/// Every contradiction in the facts, as sentences for staff; none when the facts can be true together.
pub fn contradictions(facts: &ClockFacts, today: Option<NaiveDate>) -> Vec<String> {
    let mut found = Vec::new();
    if facts.wants.is_empty()
        && matches!(
            facts.road,
            Road::PatientAccess | Road::PersonalRepresentative
        )
    {
        found.push("Say what is wanted: copies, to look at the record, or a summary.".to_owned());
    }
    if facts.benefit_proof_on.is_some() && !facts.benefit_claim {
        found.push(
            "There is proof of a benefit claim, but the request is not marked as one.".to_owned(),
        );
    }
    let mut order = |earlier: (&str, Option<NaiveDate>), later: (&str, Option<NaiveDate>)| {
        if let (Some(first), Some(second)) = (earlier.1, later.1)
            && second < first
        {
            found.push(format!(
                "{} ({}) cannot be before {} ({}).",
                later.0,
                in_words(second),
                earlier.0,
                in_words(first)
            ));
        }
    };
    let received = ("the day of receipt", Some(facts.received_on));
    order(received, ("Today", today));
    order(
        received,
        (
            "The day a valid authorization arrived",
            facts.authorization_valid_on,
        ),
    );
    order(
        received,
        ("The day the packet was complete", facts.complete_on),
    );
    order(
        received,
        (
            "The day it was told that the copy waits for payment",
            facts.ready_to_pay_on,
        ),
    );
    order(
        ("the day the employer asked", facts.employer_asked_on),
        (
            "The day the employer sent it back",
            facts.employer_returned_on,
        ),
    );
    for notice in &facts.extensions {
        order(
            received,
            (
                "The day the extension notice was sent",
                Some(notice.sent_on),
            ),
        );
        order(
            (
                "the day the extension notice was sent",
                Some(notice.sent_on),
            ),
            ("The completion day it names", Some(notice.completion_on)),
        );
    }
    for stop in &facts.stops {
        order(received, ("The day a clock was stopped", Some(stop.on)));
    }
    if let Some(subpoena) = &facts.subpoena {
        subpoena_order(subpoena, &mut order);
    }
    if facts
        .external_deadlines
        .iter()
        .any(|deadline| deadline.name.trim().is_empty())
    {
        found.push("A deadline set by somebody else needs a name.".to_owned());
    }
    found
}

fn subpoena_order<'a>(
    subpoena: &SubpoenaFacts,
    order: &mut impl FnMut((&'a str, Option<NaiveDate>), (&'a str, Option<NaiveDate>)),
) {
    let issued = ("the day the subpoena was issued", subpoena.issued_on);
    order(
        issued,
        (
            "The day the patient was served",
            subpoena.consumer_served_on,
        ),
    );
    order(
        issued,
        (
            "The day the hospital was served",
            Some(subpoena.custodian_served_on),
        ),
    );
    order(issued, ("The production day", subpoena.production_on));
    if let Some(objection) = subpoena.objection {
        order(issued, ("The objection", Some(objection.on)));
        order(
            ("the objection", Some(objection.on)),
            ("Its resolution", objection.resolved_on),
        );
    }
}
