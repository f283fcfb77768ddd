//! Whether the record of a withholding is complete (1.10).

use chrono::NaiveDate;

use super::since;
use crate::calendar::in_words;
use crate::disclosures::model::{
    BlockingException, Withholding, WithholdingGround, WithholdingHow,
};
use crate::words::Refusal;

/// The fewest characters that can hold the facts of an exception.
const FACTS: usize = 15;

/// What people say instead of an exception, in words and labels; none of it is one (1.10).
pub const NO_EXCEPTIONS: &[(&str, &str)] = &[
    ("policy", "Policy of the house"),
    ("wait_for_doctor", "Waiting for the doctor"),
];

/// Whether a record is complete; its ground if it is. `received_on` is the day the records were asked for.
///
/// # Errors
/// Everything that is missing, at once, each with the name of the fact it is about: "policy" and "wait for the doctor" are
/// no exceptions, and an exception without the facts that make it apply is none either.
pub fn ground_of(
    record: &Withholding,
    received_on: NaiveDate,
) -> Result<WithholdingGround, Vec<(&'static str, Refusal)>> {
    let ground = WithholdingGround::parse(&record.ground);
    let missing: Vec<(&'static str, Refusal)> = [
        ("ground", no_ground(record, ground)),
        ("facts", too_few_facts(record)),
        (
            "what",
            say_if(
                record.what.trim().is_empty(),
                "Say what is delayed or withheld; the rest is given.",
            ),
        ),
        ("offered", nothing_offered(record, ground)),
        ("until_on", no_end(record)),
        (
            "decided_by",
            say_if(record.decided_by.trim().is_empty(), "Say who decided it."),
        ),
        (
            "decided_on",
            say_if(
                record.decided_on < received_on,
                "It cannot be decided before it was asked for.",
            ),
        ),
    ]
    .into_iter()
    .filter_map(|(fact, text)| Some((fact, Refusal::new("1.10", text?))))
    .collect();
    match ground {
        Some(ground) if missing.is_empty() => Ok(ground),
        _ => Err(missing),
    }
}

fn say_if(missing: bool, text: &str) -> Option<String> {
    missing.then(|| text.to_owned())
}

fn no_ground(record: &Withholding, ground: Option<WithholdingGround>) -> Option<String> {
    match ground {
        Some(WithholdingGround::Exception(exception)) => {
            let since = since(exception).filter(|since| record.decided_on < *since)?;
            let from = in_words(since);
            Some(format!("{} can be used since {from} only.", exception.label()))
        }
        Some(WithholdingGround::Law(_)) => None,
        None if NO_EXCEPTIONS.iter().any(|(word, _)| *word == record.ground) => Some(
            "A policy of the house, or waiting for the doctor, is no exception. Name an exception of 45 CFR 171 or a ground of HIPAA or of the state, or give the records."
                .to_owned(),
        ),
        None => Some(
            "Choose an exception of 45 CFR 171, or a ground of HIPAA or of the state.".to_owned(),
        ),
    }
}

fn too_few_facts(record: &Withholding) -> Option<String> {
    (record.facts.trim().chars().count() < FACTS).then(|| {
        format!("Say in at least {FACTS} characters which facts make the exception apply.")
    })
}

/// Another manner is an exception only with the manner that was offered (45 CFR 171.301(b)).
fn nothing_offered(record: &Withholding, ground: Option<WithholdingGround>) -> Option<String> {
    let manner = WithholdingGround::Exception(BlockingException::Manner);
    let needed = record.how == WithholdingHow::OtherManner || ground == Some(manner);
    let offered = record.offered.as_deref().unwrap_or("").trim();
    say_if(
        needed && offered.is_empty(),
        "Say in which other manner the records were offered or given.",
    )
}

fn no_end(record: &Withholding) -> Option<String> {
    if record.how != WithholdingHow::Delayed {
        return None;
    }
    match record.until_on {
        None => Some("Say until which day it is delayed.".to_owned()),
        Some(until) => say_if(
            until < record.decided_on,
            "The delay cannot end before it was decided.",
        ),
    }
}
