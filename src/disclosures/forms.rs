//! The forms of a release and a denial.

use chrono::NaiveDate;

use super::model::{Basis, DenialGround, Release, ReleasedPart};
use crate::form_state::{FormState, Reader};
use crate::requests::model::Delivery;

/// Most pages one recipient can be sent; the largest chart documented has about 7,000.
const MOST_PAGES: i64 = 50_000;

/// Reads a release. `recipients` are the rows that may be chosen.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn read_release(
    form: FormState,
    recipients: &[i64],
    today: NaiveDate,
) -> Result<Release, FormState> {
    let mut reader = Reader::new(form);
    let released_on = reader.past_date("released_on", "the day it left", today);
    let description = reader.required_text("description", "what was sent", 500);
    let purpose = reader.required_text("purpose", "what it is for", 200);
    let basis = reader.choice("basis", "why it may leave", Basis::parse);
    let parts = read_parts(&mut reader, recipients);
    let whole = reader.choice("whole", "whether everything left", |word| match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(()),
    });
    let withheld_why = match whole {
        Some(false) => reader
            .reason("withheld_why", "why not everything left", 15, 500)
            .map(Some),
        _ => Some(None),
    };
    reader.finish(|| {
        Some(Release {
            released_on: released_on?,
            description: description?,
            purpose: purpose?,
            basis: basis?,
            parts: parts?,
            withheld_why: withheld_why?,
        })
    })
}

fn read_parts(reader: &mut Reader, recipients: &[i64]) -> Option<Vec<ReleasedPart>> {
    let mut parts = Vec::new();
    let mut complete = true;
    for row in recipients {
        let name = |field: &str| [field, "-", &row.to_string()].concat();
        if !reader.flag(&name("sent")) {
            continue;
        }
        let delivery = reader.choice(&name("delivery"), "how it was handed over", Delivery::parse);
        let address = reader.optional_text(&name("address"), "where it was sent", 300);
        let pages = reader.count(&name("pages"), "the number of pages", 0..=MOST_PAGES);
        match (delivery, pages) {
            (Some(delivery), Some(pages)) => parts.push(ReleasedPart {
                recipient: *row,
                delivery,
                address: address.unwrap_or_else(String::new),
                pages: u32::try_from(pages).unwrap_or(u32::MAX),
            }),
            _ => complete = false,
        }
    }
    if complete && parts.is_empty() {
        reader.refuse(
            "recipients",
            "Choose at least one recipient that was sent something.",
        );
        return None;
    }
    complete.then_some(parts)
}

/// Reads a denial.
///
/// # Errors
/// The form with a sentence beside each field.
pub fn read_denial(
    form: FormState,
    today: NaiveDate,
) -> Result<(DenialGround, NaiveDate), FormState> {
    let mut reader = Reader::new(form);
    let ground = reader.choice("ground", "the ground of the denial", DenialGround::parse);
    let sent_on = reader.past_date("sent_on", "the day the letter was sent", today);
    reader.finish(|| Some((ground?, sent_on?)))
}
