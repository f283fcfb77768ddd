//! Where a batch is cut, and where a part goes.

use super::model::{Goes, Part, Sheet};
use crate::drop_box::model::SheetCode;
use crate::words::{Reference, Refusal};

/// Consecutive pages with the codes of ours on the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// First page, from 1.
    pub first: u16,
    /// Last page.
    pub last: u16,
    /// The codes on the first page.
    pub codes: Vec<String>,
}

/// What a code says, if it is one of ours: the forms hospitals and insurers print carry square codes of their own, which say
/// nothing here.
pub fn sheet_of(code: &str) -> Option<Sheet> {
    if let Some(item) = SheetCode::parse(code) {
        return Some(Sheet::Item(item));
    }
    if code.starts_with("BOX-") {
        return Some(Sheet::Unreadable);
    }
    code.starts_with("ROI-")
        .then(|| match Reference::parse(code) {
            Ok(reference) => Sheet::Request(reference),
            Err(_) => Sheet::Unreadable,
        })
}

/// The parts of a batch: a page with a code of ours begins one, unless it carries the very code of the part it lies in (a form
/// with its code on each page stays whole). `pages` holds the codes of each page; pages before the first code are a part of
/// their own, and blank pages stay where they lie.
pub fn cut(pages: &[Vec<String>]) -> Vec<Cut> {
    let mut parts: Vec<Cut> = Vec::new();
    for (page, codes) in (1_u16..).zip(pages) {
        let goes_on = codes.is_empty() || parts.last().is_some_and(|part| part.codes == *codes);
        match parts.last_mut() {
            Some(part) if goes_on => part.last = page,
            _ => parts.push(Cut {
                first: page,
                last: page,
                codes: codes.clone(),
            }),
        }
    }
    parts
}

/// What decides where a part goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The request of this reference.
    Request(Reference),
    /// The request of this drop-box item.
    Item(SheetCode),
    /// It becomes a new request; why.
    New(&'static str),
    /// It stays in the batch alone.
    Out,
    /// Somebody must say; why.
    Unsure(&'static str),
}

/// What is said of a part: by a person, else by its sheet. Two sheets on one page are not chosen between, and a number whose
/// check digit does not fit is never guessed.
pub fn says(part: &Part) -> Says {
    match (part.goes, part.reference) {
        (Some(Goes::Request), Some(reference)) => return Says::Request(reference),
        (Some(Goes::Out), _) => return Says::Out,
        (Some(_), _) => {
            return Says::New("Somebody looked at it and says that it is a new request.");
        }
        (None, _) => {}
    }
    match part.codes.as_slice() {
        [] => Says::New("It has no cover sheet."),
        [code] => match sheet_of(code) {
            Some(Sheet::Request(reference)) => Says::Request(reference),
            Some(Sheet::Item(code)) => Says::Item(code),
            Some(Sheet::Unreadable) | None => Says::Unsure(
                "The number of its cover sheet cannot be right. Look at it and say where it goes.",
            ),
        },
        _ => Says::Unsure("Its first page shows more than one code. Say where it goes."),
    }
}

/// Only a part nothing became of yet can be changed.
///
/// # Errors
/// A refusal.
pub fn may_change(part: &Part) -> Result<(), Refusal> {
    match &part.settled {
        None => Ok(()),
        Some(settled) => Err(Refusal::new(
            "B42",
            format!(
                "Nothing can be changed here any more: {}.",
                settled.outcome.label().to_lowercase()
            ),
        )),
    }
}

/// The part right before this one that can still be changed, for joining.
///
/// # Errors
/// A refusal when this is the first, or the one before is settled.
pub fn before<'a>(parts: &'a [Part], part: &Part) -> Result<&'a Part, Refusal> {
    let before = parts.iter().find(|one| one.last + 1 == part.first);
    let before = before
        .ok_or_else(|| Refusal::new("B42", "There is no part before this one to join it with."))?;
    may_change(before)?;
    Ok(before)
}

/// Whether a part can begin anew at this page.
///
/// # Errors
/// The sentence for the field.
pub fn may_split(part: &Part, at: u16) -> Result<(), String> {
    if (part.first + 1..=part.last).contains(&at) {
        Ok(())
    } else if part.pages() == 1 {
        Err("This part has one page only.".to_owned())
    } else {
        Err(format!(
            "Type a page from {} to {}: the first page of the new part.",
            part.first + 1,
            part.last
        ))
    }
}

/// What is typed of a part before anybody has looked at it: what the batch was said to be, with its pages.
pub fn first_description(said: &str, cut: &Cut) -> String {
    let pages = if cut.first == cut.last {
        format!(", page {}", cut.first)
    } else {
        format!(", pages {}–{}", cut.first, cut.last)
    };
    let room = 200 - pages.chars().count();
    let said: String = said.chars().take(room).collect();
    [&said, &*pages].concat()
}
