//! What is typed when a day is signed for.

use crate::form_state::{FormState, Reader};

/// Reads why a day is signed for with differences; nothing where there are none.
///
/// # Errors
/// The form with its error.
pub fn why(form: FormState) -> Result<Option<String>, FormState> {
    let mut r = Reader::new(form);
    let given = !r.form().value("why").trim().is_empty();
    if !given {
        return r.finish(|| Some(None));
    }
    let why = r.reason(
        "why",
        "why it is signed for, and who follows it up",
        15,
        500,
    );
    r.finish(|| why.map(Some))
}
