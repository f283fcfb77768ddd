//! When a day may be signed for, and which days are owed.

use chrono::{Days, NaiveDate};

use super::model::Evening;
use crate::calendar::plural;
use crate::words::Refusal;

/// The rule in refusals.
pub const RULE: &str = "B11";
/// How many days back the list goes, and Today looks for days that nobody signed for.
pub const DAYS_BACK: u64 = 14;

/// A day is signed for once it has come. Differences are signed for only with the reason.
///
/// # Errors
/// The refusal that says what is missing.
pub fn may_sign(evening: &Evening, today: NaiveDate, why: Option<&str>) -> Result<(), Refusal> {
    if evening.day > today {
        return Err(Refusal::new(RULE, "This day has not come yet."));
    }
    let count = i64::try_from(evening.differences.len()).unwrap_or(i64::MAX);
    if count > 0 && why.is_none() {
        return Err(Refusal::new(
            RULE,
            format!(
                "{} not accounted for. Settle what is named below, or write why the day is signed for all the same, and who follows it up.",
                plural(count, "difference")
            ),
        ));
    }
    Ok(())
}

/// The days before today that somebody should have signed for: the desk worked, and nobody did. The newest first.
pub fn owed(
    today: NaiveDate,
    works: impl Fn(NaiveDate) -> bool,
    signed: &[NaiveDate],
) -> Vec<NaiveDate> {
    (1..=DAYS_BACK)
        .filter_map(|back| today.checked_sub_days(Days::new(back)))
        .filter(|day| works(*day) && !signed.contains(day))
        .collect()
}
