//! The address of a list ⇄ its filters.

use chrono::NaiveDate;

use super::commands::Give;
use super::model::{Chosen, Due, Filters, NewOwner, OwnerFilter, Place, Waits};
use crate::form_state::{FormState, Reader};
use crate::patients::rules::fold;
use crate::requests::model::{Channel, Road, Stage, WhoseMove};
use crate::words::{Reference, UnknownWord, dates};

/// A filter that does not exist: the address was written by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownFilter;

impl From<UnknownWord> for UnknownFilter {
    fn from(_: UnknownWord) -> Self {
        Self
    }
}

/// Reads the filters of a list from its address; empty values are no filter.
///
/// # Errors
/// `UnknownFilter` for any word that is none of ours.
pub fn filters(query: impl Fn(&str) -> Option<String>) -> Result<Filters, UnknownFilter> {
    let word = |name: &str| query(name).filter(|text| !text.is_empty());
    let plain = |text: &String| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    let code = |name: &str| match word(name) {
        Some(text) if !plain(&text) => Err(UnknownFilter),
        other => Ok(other),
    };
    Ok(Filters {
        stage: word("stage").map(|w| Stage::parse(&w)).transpose()?,
        whose_move: word("move").map(|w| WhoseMove::parse(&w)).transpose()?,
        site: code("site")?,
        road: word("road").map(|w| Road::parse(&w)).transpose()?,
        channel: word("channel").map(|w| Channel::parse(&w)).transpose()?,
        owner: code("owner")?.map(|who| {
            if who == "nobody" {
                OwnerFilter::Nobody
            } else {
                OwnerFilter::Person(who)
            }
        }),
        due: word("due").map(|w| Due::parse(&w)).transpose()?,
        waits: word("waits").map(|w| Waits::parse(&w)).transpose()?,
        on: word("on")
            .map(|w| NaiveDate::parse_from_str(&w, "%Y-%m-%d").map_err(|_| UnknownFilter))
            .transpose()?,
    })
}

/// The place an address names, if it names one.
///
/// # Errors
/// `UnknownFilter` when it cannot be read.
pub fn place(query: impl Fn(&str) -> Option<String>) -> Result<Option<Place>, UnknownFilter> {
    let read = |name: &str, behind: bool| {
        query(name).map(|text| Place::parse(&text, behind).ok_or(UnknownFilter))
    };
    match read("after", true) {
        Some(place) => place.map(Some),
        None => read("before", false).transpose(),
    }
}

/// What was checked on a list, and whose it is to become if that was chosen there; what was not written by our own list
/// is left out.
pub fn chosen(form: &FormState) -> (Vec<Chosen>, Option<NewOwner>) {
    let rows = form.values("row").into_iter().filter_map(Chosen::parse);
    (rows.collect(), NewOwner::parse(form.value("to")))
}

/// The list a batch was chosen from: an address of our lists, else the list of everything.
pub fn came_from(form: &FormState) -> String {
    let typed = form.value("came_from");
    let ours = typed.starts_with("/lists/")
        && typed.len() <= 400
        && typed
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/?&=-_~.".contains(&b));
    if ours { typed } else { "/lists/all" }.to_owned()
}

/// Reads whose the chosen requests are to become, and why.
///
/// # Errors
/// The form with every error.
pub fn give(form: FormState) -> Result<Give, FormState> {
    let mut reader = Reader::new(form);
    let to = reader.required_text("to", "a colleague", 64);
    let reason = reader.optional_lines("reason", "the reason", 500);
    reader.finish(|| {
        Some(Give {
            to: NewOwner::parse(&to?)?,
            reason,
        })
    })
}

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// One request, by its whole reference.
    Reference(Reference),
    /// Every request that holds these words.
    Words(Vec<String>),
    /// Nothing was typed.
    Nothing,
}

/// Reads the search box: a whole reference with its check digit, else words. A birth date in either of the desk's
/// writings is one word; so is a number with its punctuation (a phone, a record number).
pub fn sought(text: &str) -> Sought {
    let text = text.trim();
    if let Ok(reference) = Reference::parse(text) {
        return Sought::Reference(reference);
    }
    let numeric = text.bytes().any(|b| b.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " -().+/".contains(c));
    if numeric && dates::parse(text).is_err() {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let national = digits.strip_prefix('1').filter(|rest| rest.len() == 10);
        return Sought::Words(vec![national.unwrap_or(&digits).to_owned()]);
    }
    let words: Vec<String> = text
        .split_whitespace()
        .flat_map(|part| match dates::parse(part) {
            Ok(on) => vec![on.format("%Y%m%d").to_string()],
            Err(_) => fold(part).split_whitespace().map(str::to_owned).collect(),
        })
        .collect();
    if words.is_empty() {
        Sought::Nothing
    } else {
        Sought::Words(words)
    }
}
