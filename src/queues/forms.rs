//! The address of a list ⇄ its filters.

use chrono::NaiveDate;

use super::model::{Due, Filters, OwnerFilter, Place};
use crate::requests::model::{Channel, Road, Stage, WhoseMove};
use crate::words::UnknownWord;

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
