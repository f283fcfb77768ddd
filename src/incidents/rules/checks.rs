//! Facts of an incident that contradict each other.

use chrono::NaiveDate;

use crate::calendar::in_words;
use crate::incidents::model::{DelayKind, Incident};

/// Every contradiction, as sentences for staff; none when the facts can be true together.
pub fn contradictions(incident: &Incident) -> Vec<String> {
    let mut found = Vec::new();
    let mut order = |earlier: (&str, NaiveDate), later: (&str, NaiveDate)| {
        if later.1 < earlier.1 {
            found.push(format!(
                "{} ({}) cannot be before {} ({}).",
                later.0,
                in_words(later.1),
                earlier.0,
                in_words(earlier.1)
            ));
        }
    };
    let occurred = ("the day it happened", incident.occurred_on);
    order(
        occurred,
        ("The day it was discovered", incident.discovered_on),
    );
    order(occurred, ("The day it was detected", incident.detected_on));
    let known = (
        "the day the incident was known",
        incident.discovered_on.min(incident.detected_on),
    );
    if let Some(delay) = incident.delay {
        order(known, ("The day the agency asked for a delay", delay.on));
        if let Some(until) = delay.until {
            order(
                ("the day the agency asked for it", delay.on),
                ("The end of the delay", until),
            );
        }
    }
    for (_, on) in &incident.sent {
        order(known, ("The day a notice was sent", *on));
    }
    if incident
        .delay
        .is_some_and(|delay| delay.kind == DelayKind::Written && delay.until.is_none())
    {
        found.push(
            "A written statement of an agency names the day the delay ends; say until when."
                .to_owned(),
        );
    }
    if incident.affected == Some(0) {
        found.push("A release concerns at least one person; say how many.".to_owned());
    }
    found
}
