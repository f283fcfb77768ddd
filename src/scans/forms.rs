//! What is typed on the pages of a batch ⇄ its commands.

use super::commands::{CorrectPart, SendBatches};
use super::model::{Goes, Part};
use crate::documents::forms::with_papers;
use crate::documents::model::{Description, PaperRole};
use crate::form_state::{FormState, Reader};
use crate::requests::model::Channel;

/// The word a form sends where the cover sheet decides.
pub const BY_SHEET: &str = "sheet";

/// Reads the files of a batch.
///
/// # Errors
/// The form with every error.
pub fn send(form: FormState) -> Result<SendBatches, FormState> {
    let mut r = Reader::new(form);
    let channel = r.choice("channel", "how the papers came", Channel::parse);
    let papers = with_papers(&mut r);
    if papers.is_empty() && !r.form().is_refused() {
        r.refuse("papers", "Choose the scan of the batch.");
    }
    r.finish(|| {
        Some(SendBatches {
            channel: channel?,
            papers,
        })
    })
}

/// A part as it stands, in the fields of its form.
pub fn fill(part: &Part) -> FormState {
    let reference = part
        .reference
        .map_or_else(String::new, |one| one.to_string());
    FormState::empty()
        .with("goes", part.goes.map_or(BY_SHEET, Goes::as_str))
        .with("reference", reference)
        .with("description", &part.description)
        .with("role", part.role.map_or("", PaperRole::as_str))
}

/// Reads what is said of a part.
///
/// # Errors
/// The form with every error.
pub fn correct(form: FormState) -> Result<CorrectPart, FormState> {
    let mut r = Reader::new(form);
    let goes = r.choice("goes", "where it goes", |word| match word {
        BY_SHEET => Ok(None),
        word => Goes::parse(word).map(Some),
    });
    let reference = match goes {
        Some(Some(Goes::Request)) => r.reference("reference", "the reference of the request"),
        _ => None,
    };
    let role = r.optional_choice("role", "what it is", PaperRole::parse);
    let description = match Description::parse(r.form().value("description")) {
        Ok(description) => Some(description),
        Err(why) => {
            r.refuse("description", why.to_string());
            None
        }
    };
    r.finish(|| {
        Some(CorrectPart {
            goes: goes?,
            reference,
            description: description?,
            role,
        })
    })
}

/// Reads the page at which a new part begins.
///
/// # Errors
/// The form with every error.
pub fn split(form: FormState) -> Result<u16, FormState> {
    let mut r = Reader::new(form);
    let at = r.count("at", "the first page of the new part", 1..=500);
    r.finish(|| u16::try_from(at?).ok())
}
