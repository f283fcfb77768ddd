//! How long an agency may hold a notice back (164.412, C19; California 1280.15).

use chrono::{Days, NaiveDate};

use crate::incidents::model::{Delay, DelayKind};

/// The most an oral statement delays, in days, in both laws.
pub(super) const ORAL_DAYS: u32 = 30;
/// The most a written one delays a patient's notice in California.
pub(super) const CALIFORNIA_WRITTEN_DAYS: u32 = 60;

/// The last day a notice of HIPAA is held back: an oral statement holds at most 30 days, a written one to its own end.
pub(super) fn federal_end(delay: Delay) -> NaiveDate {
    match delay.kind {
        DelayKind::Oral => no_later(delay.until, plus(delay.on, ORAL_DAYS)),
        // One that names no end is refused before it comes here; it would hold nothing.
        DelayKind::Written => delay.until.unwrap_or(delay.on),
    }
}

/// The last day California lets a patient's notice be held back: 30 days for an oral statement, 60 for a written one.
pub(super) fn california_end(delay: Delay) -> NaiveDate {
    let most = match delay.kind {
        DelayKind::Oral => ORAL_DAYS,
        DelayKind::Written => CALIFORNIA_WRITTEN_DAYS,
    };
    no_later(delay.until, plus(delay.on, most))
}

fn no_later(named: Option<NaiveDate>, most: NaiveDate) -> NaiveDate {
    named.map_or(most, |named| named.min(most))
}

fn plus(on: NaiveDate, days: u32) -> NaiveDate {
    on.checked_add_days(Days::new(u64::from(days)))
        .expect("the dates of a hospital are far from the last date there is")
}
