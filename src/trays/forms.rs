//! What is typed on the pages of a tray ⇄ its commands.

use super::commands::{Add, Described, Move};
use super::model::Tray;
use super::store::TrayPaper;
use crate::documents::model::{Description, PaperRole};
use crate::form_state::{FieldError, FormState, Reader};

/// The longest reason.
const REASON: usize = 500;
/// The shortest reason that says why.
const WHY: usize = 10;

/// Reads a reason alone.
///
/// # Errors
/// The form with every error.
pub fn why(form: FormState) -> Result<String, FormState> {
    let mut r = Reader::new(form);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| why)
}

/// Reads the tray an item is moved to.
///
/// # Errors
/// The form with every error.
pub fn move_to(form: FormState) -> Result<Move, FormState> {
    let mut r = Reader::new(form);
    let to = r.choice("tray", "the tray it belongs in", Tray::parse);
    r.finish(|| Some(Move { to: to? }))
}

/// Reads what each paper of an item shows; a paper nothing was sent about keeps what it says of itself.
///
/// # Errors
/// A sentence for each field that is no description.
pub fn described(
    form: &FormState,
    papers: &[TrayPaper],
) -> Result<Vec<Described>, Vec<FieldError>> {
    let (mut described, mut errors) = (Vec::new(), Vec::new());
    for paper in papers.iter().filter(|paper| paper.paper.is_ok()) {
        let field = ["says-", &paper.public_id].concat();
        if !form.posted(&field) {
            continue;
        }
        match Description::parse(form.value(&field)) {
            Ok(description) => described.push(Described {
                paper: paper.public_id.clone(),
                description,
            }),
            Err(error) => errors.push(FieldError {
                field,
                text: error.to_string(),
            }),
        }
    }
    if errors.is_empty() {
        Ok(described)
    } else {
        Err(errors)
    }
}

/// Reads the request an item is added to: one of the suggested ones, or a reference typed.
///
/// # Errors
/// The form with every error.
pub fn add(form: FormState, papers: &[TrayPaper]) -> Result<Add, FormState> {
    let described = described(&form, papers);
    let mut r = Reader::new(form);
    let field = if r.form().value("suggested").is_empty() {
        "to"
    } else {
        "suggested"
    };
    let to = r.reference(field, "the reference of the request");
    let role = r.choice("role", "what the papers are", PaperRole::parse);
    let described = match described {
        Ok(described) => Some(described),
        Err(errors) => {
            for error in errors {
                r.refuse(&error.field, error.text);
            }
            None
        }
    };
    r.finish(|| {
        Some(Add {
            to: to?,
            role: role?,
            described: described?,
        })
    })
}
