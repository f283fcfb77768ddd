//! What may be done with a sheet.

use super::model::{Kit, Sheet};
use crate::calendar::plural;
use crate::words::Refusal;

/// The rule in refusals.
pub const RULE: &str = "B27";

/// A sheet is accounted for once.
///
/// # Errors
/// The refusal that says how it was.
pub fn may_settle(sheet: &Sheet) -> Result<(), Refusal> {
    match &sheet.settled {
        None => Ok(()),
        Some(settled) => Err(Refusal::new(
            RULE,
            format!(
                "{} is accounted for already: {}, by {}.",
                sheet.number,
                settled.outcome.label().to_lowercase(),
                settled.by
            ),
        )),
    }
}

/// The blank sheets in the hand are as many as are out: only then nothing is missing.
///
/// # Errors
/// The refusal that names the numbers that are out.
pub fn all_blank(kit: &Kit, counted: i64) -> Result<(), Refusal> {
    let out: Vec<String> = kit.out().map(|sheet| sheet.number.to_string()).collect();
    let of_record = i64::try_from(out.len()).unwrap_or(i64::MAX);
    if of_record == 0 {
        return Err(Refusal::new(RULE, "No sheet of this kit is out any more."));
    }
    if counted == of_record {
        return Ok(());
    }
    Err(Refusal::new(
        RULE,
        format!(
            "You hold {}, and {} out: {}. Key back or look for the difference first.",
            plural(counted, "blank sheet"),
            if of_record == 1 {
                "1 is".to_owned()
            } else {
                format!("{of_record} are")
            },
            out.join(", ")
        ),
    ))
}
