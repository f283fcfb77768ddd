//! The patient's own words beside the record: California's addendum, New York's statement, the statement of disagreement.
//! None of them can be refused on the four grounds.

use crate::amendments::model::{Addendum, FactualStatement, ItemStatement};
use crate::facilities::model::StateLaw;
use crate::words::Refusal;

/// The most words of an addendum for one disputed item (Cal. Health & Safety Code 123111, C8).
pub const ADDENDUM_WORDS: usize = 250;

/// How many words a text has: runs of letters and digits between blanks. A dash or a bullet standing alone is none, and
/// "follow-up" is one.
pub fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Whether an addendum is attached: any patient, whatever age, who inspected the record; it says that it is to be part of
/// the record; each item has its own 250 words (C8). Every reason against it is told at once (R17).
///
/// # Errors
/// All `Refusal`s with what to change.
pub fn may_attach_addendum(state: StateLaw, addendum: &Addendum) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut no = |says: String| refusals.push(Refusal::new("C8", says));
    if state != StateLaw::California {
        no("The addendum is California's. Take it as a request for an amendment.".to_owned());
    }
    if !addendum.inspected {
        no(
            "The addendum is for a patient who inspected the record: offer the inspection first."
                .to_owned(),
        );
    }
    if !addendum.says_part_of_record {
        no(
            "It must say that it is to be part of the record: ask the patient for that sentence."
                .to_owned(),
        );
    }
    if addendum.items.iter().all(|item| words(&item.text) == 0) {
        no("It says nothing about any item yet: ask which item is disputed and why.".to_owned());
    }
    for (place, item) in addendum.items.iter().enumerate() {
        if let Some(sentence) = too_long(place + 1, words_about(item, &addendum.items)) {
            if is_first_about(place, &addendum.items) {
                no(sentence);
            }
        }
    }
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(refusals)
    }
}

/// The words about one item together: an item cannot be split to gain more.
fn words_about(item: &ItemStatement, all: &[ItemStatement]) -> usize {
    let about = all.iter().filter(|other| same_item(item, other));
    about.map(|other| words(&other.text)).sum()
}

fn is_first_about(place: usize, all: &[ItemStatement]) -> bool {
    !all[..place]
        .iter()
        .any(|earlier| same_item(earlier, &all[place]))
}

fn same_item(one: &ItemStatement, other: &ItemStatement) -> bool {
    one.item.trim().to_lowercase() == other.item.trim().to_lowercase()
}

fn too_long(place: usize, count: usize) -> Option<String> {
    (count > ADDENDUM_WORDS).then(|| {
        format!("Item {place} has {count} words; the law allows {ADDENDUM_WORDS} for each item. Ask the patient to shorten it.")
    })
}

/// Whether a statement is inserted for good in New York: in writing, by a qualified person, on a matter of fact (PHL 18(8)).
///
/// # Errors
/// All `Refusal`s with what to change.
pub fn may_attach_statement(
    state: StateLaw,
    statement: FactualStatement,
) -> Result<(), Vec<Refusal>> {
    let checks = [
        (
            state == StateLaw::NewYork,
            "This statement is New York's. Take it as a request for an amendment.",
        ),
        (
            statement.by_qualified_person,
            "Only a qualified person may insert it: ask for the proof.",
        ),
        (
            statement.in_writing,
            "It must be in writing: send the form.",
        ),
        (
            statement.on_facts,
            "It is for matters of fact, not for a provider's observations or conclusions. Take it as a request for an amendment.",
        ),
    ];
    let refusals: Vec<Refusal> = checks
        .into_iter()
        .filter(|(holds, _)| !holds)
        .map(|(_, says)| Refusal::new("N.Y. Public Health Law 18(8)", says))
        .collect();
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(refusals)
    }
}

/// Whether a statement of disagreement is filed. Its length may be reasonably limited: the limit is the house's, if it
/// has set one (164.526(d)(2)).
///
/// # Errors
/// The `Refusal` with the limit.
pub fn may_file_disagreement(text: &str, house_limit: Option<usize>) -> Result<(), Refusal> {
    let (count, rule) = (words(text), "164.526(d)(2)");
    if count == 0 {
        return Err(Refusal::new(rule, "The statement says nothing yet."));
    }
    match house_limit.filter(|limit| count > *limit) {
        Some(limit) => Err(Refusal::new(
            rule,
            format!(
                "The statement has {count} words; the house takes {limit}. Ask the patient to shorten it."
            ),
        )),
        None => Ok(()),
    }
}
