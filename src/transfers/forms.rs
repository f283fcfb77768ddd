//! What is ticked and typed on the page of transfers ⇄ its commands.

use super::commands::SendOn;
use crate::form_state::{FormState, Reader};

/// The longest reason.
const REASON: usize = 500;
/// The shortest reason that says why.
const WHY: usize = 10;

/// Reads what is sent on together.
///
/// # Errors
/// The form with every error.
pub fn send_on(form: FormState) -> Result<SendOn, FormState> {
    let mut r = Reader::new(form);
    let transfers = ticked(&mut r, "send", "the requests that are sent on");
    let carried = r.required_text("carried", "with whom or how they travel", 120);
    r.finish(|| {
        Some(SendOn {
            transfers,
            carried: carried?,
        })
    })
}

/// Reads what is here.
///
/// # Errors
/// The form with every error.
pub fn arrived(form: FormState) -> Result<Vec<String>, FormState> {
    let mut r = Reader::new(form);
    let transfers = ticked(&mut r, "here", "the requests that are here");
    r.finish(|| Some(transfers))
}

fn ticked(r: &mut Reader, field: &str, what: &str) -> Vec<String> {
    let any = |id: &str| Ok::<_, std::convert::Infallible>(id.to_owned());
    r.required_choices(field, what, any)
}

/// Reads why a request stays where it is.
///
/// # Errors
/// The form with every error.
pub fn why(form: FormState) -> Result<String, FormState> {
    let mut r = Reader::new(form);
    let why = r.reason("why", "the reason", WHY, REASON);
    r.finish(|| why)
}
