//! What is typed on the pages of a kit ⇄ its commands.

use chrono::NaiveDate;

use super::commands::PutAway;
use super::model::{MOST_SHEETS, Outcome};
use crate::form_state::{FormState, Reader};

/// Reads for which day a kit is made, and with how many sheets.
///
/// # Errors
/// The form with every error.
pub fn kit(form: FormState, today: NaiveDate) -> Result<(NaiveDate, i64), FormState> {
    let mut r = Reader::new(form);
    let day = r.date("for", "the day the kit is for");
    if day.is_some_and(|day| day < today) {
        r.refuse(
            "for",
            "This day is over. Print a kit for today or a day to come.",
        );
    }
    let sheets = r.count("sheets", "the number of sheets", 1..=MOST_SHEETS);
    r.finish(|| day.zip(sheets))
}

/// Reads how many blank sheets a person holds.
///
/// # Errors
/// The form with every error.
pub fn counted(form: FormState) -> Result<i64, FormState> {
    let mut r = Reader::new(form);
    let counted = r.count("blank", "the number of blank sheets", 1..=MOST_SHEETS);
    r.finish(|| counted)
}

/// Reads what became of a sheet that holds no request.
///
/// # Errors
/// The form with every error.
pub fn put_away(form: FormState) -> Result<PutAway, FormState> {
    let mut r = Reader::new(form);
    let outcome = r.choice(
        "outcome",
        "what became of the sheet",
        |word| match Outcome::parse(word) {
            Ok(Outcome::Request) | Err(_) => Err(()),
            Ok(other) => Ok(other),
        },
    );
    let how = match outcome {
        Some(Outcome::Spoiled) => r.reason("why", "the reason", 10, 500).map(PutAway::Spoiled),
        Some(_) => Some(PutAway::Blank),
        None => None,
    };
    r.finish(|| how)
}
