//! What is typed when a part is handed over, or looked for ⇄ values.

use chrono::NaiveDate;

use super::model::{HandOver, Relation, Remind, RemindWay, Signed};
use crate::documents::model::{Description, WithPaper};
use crate::form_state::{FormState, Reader};
use crate::intake::model::IdentitySeen;
use crate::notices::forms::chosen;
use crate::requests::rules::identity::CallerSaid;
use crate::words::Reference;

/// What the paper with the signature shows.
const SIGNATURE: &str = "Signature at the pick-up";

/// Reads how a part is handed over.
///
/// # Errors
/// The form with every error.
pub fn hand_over(form: FormState) -> Result<HandOver, FormState> {
    let mut r = Reader::new(form);
    let disclosure = r.optional_choice("disclosure", "whose part it is", str::parse::<i64>);
    let collector = r.required_text("collector", "the name of who collects it", 200);
    let relation = r.choice("relation", "who collects it", Relation::parse);
    let authority = r.optional_text("authority", "what shows the authority", 200);
    let identity = r.choice(
        "identity",
        "the identity document seen",
        IdentitySeen::parse,
    );
    let said = r.choices("said", "what was said", CallerSaid::parse);
    let pages = r.optional_count("pages", "the number of pages", 0..=999_999);
    let media = r.optional_text("media", "the media", 200);
    let signed = r.choice("signed", "how the receipt is signed", Signed::parse);
    let witness = r.optional_text("witness", "the witness", 200);
    let closed_hours_why = r.optional_lines("closed_hours_why", "the reason", 500);
    let paper = signature(&r);
    r.finish(|| {
        Some(HandOver {
            disclosure,
            collector: collector?,
            relation: relation?,
            authority,
            identity: identity?,
            said,
            pages: pages
                .and_then(|pages| u32::try_from(pages).ok())
                .unwrap_or(0),
            media,
            signed: signed?,
            paper,
            witness,
            closed_hours_why,
        })
    })
}

/// The newest signature that came with the form.
fn signature(r: &Reader) -> Option<WithPaper> {
    let public_id = (*r.form().values("papers-kept").last()?).to_owned();
    Some(WithPaper {
        public_id,
        description: Description::parse(SIGNATURE).ok()?,
    })
}

/// By what a part is looked for: the number on the slip, or the family name with the birth date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The whole reference.
    Reference(Reference),
    /// Two identifiers of the patient (A02).
    Person(String, NaiveDate),
}

/// Reads what is looked for.
///
/// # Errors
/// The form with every error.
pub fn wanted(form: FormState) -> Result<Wanted, FormState> {
    let mut r = Reader::new(form);
    let number = r.optional_text("number", "the number of the slip", 40);
    let family = r.optional_text("family", "the family name", 100);
    let born_on = r.optional_date("born_on", "the date of birth");
    let reference = match number.as_deref().map(Reference::parse) {
        Some(Ok(reference)) => Some(reference),
        Some(Err(error)) => {
            r.refuse("number", error.to_string());
            None
        }
        None => None,
    };
    if reference.is_none() && r.form().error("number").is_none() {
        match (&family, born_on) {
            (None, _) => r.refuse(
                "number",
                "Enter the number of the slip, or name and birth date.",
            ),
            (Some(_), None) => r.refuse("born_on", "Enter the birth date with the family name."),
            (Some(_), Some(_)) => {}
        }
    }
    r.finish(|| match (reference, family.zip(born_on)) {
        (Some(reference), _) => Some(Wanted::Reference(reference)),
        (None, Some((family, on))) => Some(Wanted::Person(family, on)),
        (None, None) => None,
    })
}

/// Reads how somebody is reminded to collect.
///
/// # Errors
/// The form with every error.
pub fn remind(form: FormState) -> Result<Remind, FormState> {
    let mut r = Reader::new(form);
    let remind = if r.form().has("way", RemindWay::Phone.as_str()) {
        let said = r.required_lines("said", "what came of the call", 500);
        said.map(Remind::Call)
    } else {
        chosen(&mut r).map(Remind::Notice)
    };
    r.finish(|| remind)
}
