//! Facts that contradict each other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::accountings::model::Asked;
use crate::calendar::in_words;
use crate::disclosures::model::Basis;

/// Every contradiction in what is asked, as sentences for staff; none when it can be true together.
pub fn contradictions(asked: &Asked) -> Vec<String> {
    let mut found = wrong_order(asked);
    found.extend(wrong_names(asked));
    found.extend(stray_studies(asked));
    found
}

fn wrong_order(asked: &Asked) -> Vec<String> {
    let mut found = Vec::new();
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
    let requested = Some(asked.requested_on);
    order(
        ("the day of the request", requested),
        ("Today", asked.today),
    );
    order(
        ("the first day asked for", asked.from),
        ("The last day asked for", asked.to),
    );
    order(
        ("the first day asked for", asked.from),
        ("The day of the request", requested),
    );
    order(
        ("the accounting before it", asked.previous_accounting_on),
        ("The day of the request", requested),
    );
    for disclosed in &asked.disclosures {
        order(("a disclosure", Some(disclosed.on)), ("Today", asked.today));
        order(
            ("the disclosure it is about", Some(disclosed.on)),
            ("The end of a written hold", disclosed.written_hold_until),
        );
    }
    for hold in &asked.oral_holds {
        order(
            ("an agency's spoken hold", Some(hold.on)),
            ("Today", asked.today),
        );
    }
    found
}

fn wrong_names(asked: &Asked) -> Vec<String> {
    let mut found = Vec::new();
    let mut names = BTreeSet::new();
    for disclosed in &asked.disclosures {
        if disclosed.id.trim().is_empty() {
            found.push("Every disclosure needs an id.".to_owned());
        } else if !names.insert(disclosed.id.as_str()) {
            found.push(format!(
                "There are two disclosures \"{}\"; give each its own id.",
                disclosed.id
            ));
        }
    }
    for hold in &asked.oral_holds {
        if !names.contains(hold.disclosure.as_str()) {
            found.push(format!(
                "A hold names the disclosure \"{}\", which is not in the list.",
                hold.disclosure
            ));
        }
    }
    found
}

/// A study belongs to research under a waiver and to nothing else.
fn stray_studies(asked: &Asked) -> Option<String> {
    let stray = asked
        .disclosures
        .iter()
        .find(|disclosed| disclosed.study.is_some() && disclosed.basis != Basis::ResearchWaiver)?;
    Some(format!(
        "The disclosure \"{}\" names a study, but it is not research under a waiver.",
        stray.id
    ))
}
