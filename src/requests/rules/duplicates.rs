//! Likely duplicates that explain themselves (B17): found over all years, with what matched, in words. A person decides
//! whether it is the same request, a second copy, or somebody else.

use chrono::NaiveDate;

use crate::patients::model::{Mrn, PatientId, PersonName};
use crate::patients::rules::matching::{DateLikeness, compare_dates};
use crate::patients::rules::names::{NameLikeness, best_likeness, fold};
use crate::requests::model::{RequestId, Road, Scope, Stage};
use crate::text_enum;
use crate::words::dates;

text_enum! {
    /// What a person decides about a likely duplicate.
    pub enum DuplicateChoice: "choice" {
        Same = "same", "The same request";
        SecondCopy = "second_copy", "A second copy is wanted";
        DifferentPerson = "different_person", "A different person";
    }
}

/// A request as far as the search for duplicates needs it: the new one, and each known one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The patient of the index, once matched.
    pub patient: Option<PatientId>,
    /// The patient's names: the one in use first, then all others.
    pub names: Vec<PersonName>,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Record numbers.
    pub mrns: Vec<Mrn>,
    /// The patient's address in lines, present or former.
    pub addresses: Vec<String>,
    /// Who asks in the address book, if it was chosen there.
    pub requester_entry: Option<i64>,
    /// Name of who asks, as written.
    pub requester: String,
    /// The requester's own reference, as written.
    pub requester_reference: String,
    /// The road.
    pub road: Road,
    /// What is asked for.
    pub scope: Scope,
    /// When it arrived.
    pub received_on: NaiveDate,
}

/// A known request to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which.
    pub request: RequestId,
    /// Where it stands.
    pub stage: Stage,
    /// Its outline.
    pub outline: Outline,
}

/// A request that may be the same, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// Which.
    pub request: RequestId,
    /// 1–100; only for the order and for how loudly it is shown.
    pub score: u32,
    /// What matched, in sentences.
    pub matched: Vec<String>,
}

/// Score from which a known request is shown.
const SHOWN_FROM: u32 = 50;

/// Score from which it is said again at the release: the person, the requester and the records asked for agree.
pub const AGAIN_FROM: u32 = 85;

/// Likely duplicates, the likeliest first. A request of somebody else by the same requester is no duplicate: the person has
/// to match before the rest counts.
pub fn likely_duplicates(new: &Outline, known: &[Known]) -> Vec<Likely> {
    let mut found: Vec<Likely> = known.iter().filter_map(|one| judge(new, one)).collect();
    found.sort_by_key(|likely| {
        (
            std::cmp::Reverse(likely.score),
            std::cmp::Reverse(likely.request),
        )
    });
    found
}

fn judge(new: &Outline, known: &Known) -> Option<Likely> {
    let mut matched = Vec::new();
    let person = person_score(new, &known.outline, &mut matched);
    if person == 0 {
        return None;
    }
    let score = (person + request_score(new, known, &mut matched)).min(100);
    (score >= SHOWN_FROM).then_some(Likely {
        request: known.request,
        score,
        matched,
    })
}

/// How surely it is the same person; 0 when nothing says so or a birth date says no.
fn person_score(new: &Outline, old: &Outline, matched: &mut Vec<String>) -> u32 {
    if new.patient.is_some() && new.patient == old.patient {
        matched.push("It is about the same patient.".to_owned());
        return 60;
    }
    let same_mrn = new
        .mrns
        .iter()
        .any(|a| old.mrns.iter().any(|b| a.same_as(b)));
    let name = best_likeness(&new.names, &old.names);
    let date = match (new.born_on, old.born_on) {
        (Some(a), Some(b)) => Some(compare_dates(a, b)),
        _ => None,
    };
    let same_address = new
        .addresses
        .iter()
        .any(|a| old.addresses.iter().any(|b| same_text(a, b)));
    if !same_mrn && (name.is_none() || date == Some(DateLikeness::Different)) {
        return 0;
    }
    if same_mrn {
        matched.push("The record number is the same.".to_owned());
    }
    if let Some(likeness) = name {
        matched.push(format!("The patient has the {}.", likeness.words()));
    }
    let date_points = match date {
        Some(DateLikeness::Same) => {
            matched.push("The birth date is the same.".to_owned());
            25
        }
        Some(DateLikeness::MonthDaySwapped) => {
            matched.push("The birth date has month and day swapped.".to_owned());
            20
        }
        Some(DateLikeness::OnePartDiffers) => {
            matched.push("The birth date differs in one part.".to_owned());
            12
        }
        Some(DateLikeness::Different) | None => 0,
    };
    if same_address {
        matched.push("The address is the same, or a former one.".to_owned());
    }
    let name_points = match name {
        Some(NameLikeness::Same) => 30,
        Some(NameLikeness::Reordered) => 28,
        Some(NameLikeness::Shortened) => 22,
        Some(NameLikeness::SoundsAlike) => 20,
        Some(NameLikeness::Typo) => 18,
        None => 0,
    };
    (name_points + date_points + points(same_mrn, 35) + points(same_address, 10)).min(60)
}

/// How much of the request itself is the same.
fn request_score(new: &Outline, known: &Known, matched: &mut Vec<String>) -> u32 {
    let old = &known.outline;
    let same_entry = new.requester_entry.is_some() && new.requester_entry == old.requester_entry;
    let same_requester = same_entry || same_text(&new.requester, &old.requester);
    let same_reference = same_text(&new.requester_reference, &old.requester_reference);
    let overlap = new.scope.overlaps(&old.scope);
    let same_road = new.road == old.road;
    let facts = [
        (same_requester, 10, "The requester is the same."),
        (
            same_reference,
            20,
            "The requester's own reference is the same.",
        ),
        (overlap, 15, "It asks in part for the same records."),
        (same_road, 5, "It is on the same road."),
    ];
    let mut score = 0;
    for (holds, worth, sentence) in facts {
        if holds {
            score += worth;
            matched.push(sentence.to_owned());
        }
    }
    let apart = (new.received_on - old.received_on).num_days().abs();
    let state = if known.stage == Stage::Closed {
        "closed"
    } else {
        "still open"
    };
    matched.push(format!(
        "That one arrived on {} and is {state}.",
        dates::full(old.received_on)
    ));
    score + points(known.stage != Stage::Closed, 5) + points(apart <= 30, 5)
}

const fn points(holds: bool, worth: u32) -> u32 {
    if holds { worth } else { 0 }
}

/// Whether two texts say the same, read without case, accents and punctuation. Nothing is never the same as nothing.
fn same_text(a: &str, b: &str) -> bool {
    let a = fold(a);
    !a.is_empty() && a == fold(b)
}
