//! What `rule accounting` answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::Id;
use crate::accountings::model::{Accounting, Entry, EntryPart, Repeats};
use crate::disclosures::model::Basis;
use crate::fees::model::FeeFacts;
use crate::fees::rules;
use crate::words::Cents;

#[derive(Serialize)]
pub(super) struct Answer<'a> {
    window: Days,
    included: Vec<EntryOut<'a>>,
    summarized: Vec<RepeatsOut<'a>>,
    excluded: Vec<ExcludedOut<'a>>,
    withheld: Vec<WithheldOut<'a>>,
    fee: FeeOut,
    due: NaiveDate,
    why: &'a [String],
}

#[derive(Serialize)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Serialize)]
struct EntryOut<'a> {
    id: &'a Id,
    on: NaiveDate,
    recipient: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    purpose: &'a str,
    request_copy: bool,
    basis: Basis,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    study: Option<StudyOut<'a>>,
    missing: &'a [EntryPart],
}

#[derive(Serialize)]
struct StudyOut<'a> {
    protocol: Option<&'a str>,
    protocol_about: Option<&'a str>,
    sponsor: Option<&'a str>,
    researcher: Option<&'a str>,
    statement: &'a str,
}

#[derive(Serialize)]
struct RepeatsOut<'a> {
    ids: Vec<&'a Id>,
    first: NaiveDate,
    last: NaiveDate,
    count: usize,
    frequency: &'a str,
    entry: EntryOut<'a>,
}

#[derive(Serialize)]
struct ExcludedOut<'a> {
    id: &'a Id,
    rule: &'static str,
}

#[derive(Serialize)]
struct WithheldOut<'a> {
    id: &'a Id,
    until: NaiveDate,
    rule: &'static str,
}

/// No amount where it follows from the cost: that is `rule fee`'s, once the cost is known.
#[derive(Serialize)]
pub(super) struct FeeOut {
    free: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap_cents: Option<Cents>,
    rule: &'static str,
    text: String,
}

/// The ids as they were given, by name.
pub(super) type Ids = BTreeMap<String, Id>;

/// What an accounting costs, as far as it is known without its cost.
pub(super) fn fee(facts: &FeeFacts) -> Result<FeeOut, String> {
    let free = !facts.earlier_accounting;
    let fee = rules::fee(facts).map_err(|refusal| refusal.text)?;
    let line = fee.lines.into_iter().next().ok_or("The fee has no line.")?;
    Ok(FeeOut {
        free,
        cap_cents: fee.cap.filter(|_| free),
        rule: line.rule,
        text: line.text,
    })
}

pub(super) fn answer<'a>(accounting: &'a Accounting, ids: &'a Ids, fee: FeeOut) -> Answer<'a> {
    let id = |name: &str| &ids[name];
    Answer {
        window: Days {
            from: accounting.window.from,
            to: accounting.window.to,
        },
        included: accounting.included.iter().map(|e| entry(e, ids)).collect(),
        summarized: accounting
            .summarized
            .iter()
            .map(|r| repeats(r, ids))
            .collect(),
        excluded: accounting
            .excluded
            .iter()
            .map(|left| ExcludedOut {
                id: id(&left.id),
                rule: left.rule,
            })
            .collect(),
        withheld: accounting
            .withheld
            .iter()
            .map(|held| WithheldOut {
                id: id(&held.id),
                until: held.until,
                rule: if held.in_writing {
                    "164.528(a)(2)(i)"
                } else {
                    "C18"
                },
            })
            .collect(),
        fee,
        due: accounting.due,
        why: &accounting.why,
    }
}

fn entry<'a>(entry: &'a Entry, ids: &'a Ids) -> EntryOut<'a> {
    let disclosed = &entry.disclosed;
    EntryOut {
        id: &ids[&disclosed.id],
        on: disclosed.on,
        recipient: &disclosed.recipient,
        address: disclosed.address.as_deref(),
        description: disclosed.description.as_deref(),
        purpose: &disclosed.purpose,
        request_copy: disclosed.request_copy,
        basis: disclosed.basis,
        pages: disclosed.pages,
        study: study(entry),
        missing: &entry.missing,
    }
}

fn study(entry: &Entry) -> Option<StudyOut<'_>> {
    let study = entry.disclosed.study.as_ref()?;
    Some(StudyOut {
        protocol: study.protocol.as_deref(),
        protocol_about: study.about.as_deref(),
        sponsor: study.sponsor.as_deref(),
        researcher: study.researcher.as_deref(),
        statement: entry.study_statement?,
    })
}

fn repeats<'a>(repeats: &'a Repeats, ids: &'a Ids) -> RepeatsOut<'a> {
    RepeatsOut {
        ids: repeats.ids.iter().map(|name| &ids[name]).collect(),
        first: repeats.first.disclosed.on,
        last: repeats.last_on,
        count: repeats.ids.len(),
        frequency: &repeats.frequency,
        entry: entry(&repeats.first, ids),
    }
}
