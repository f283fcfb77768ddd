//! The days an accounting covers: at most six years before the request, fewer if the patient likes (1.4, R15).

use chrono::NaiveDate;

use crate::accountings::model::{Asked, Window};
use crate::calendar::{in_words, six_years_before};

/// Disclosures before this day are never accounted for (164.528(a)(1)(ix), 164.534).
const COMPLIANCE_DATE: NaiveDate = NaiveDate::from_ymd_opt(2003, 4, 14).expect("a real day");

/// The days covered, and what the requester must be told: what reaches beyond the six years is cut, never a reason to
/// reject.
pub fn window(asked: &Asked) -> (Window, Vec<String>) {
    let (first, last) = (six_years_before(asked.requested_on), asked.requested_on);
    let mut told = Vec::new();
    if let Some(from) = asked.from.filter(|from| *from < first) {
        told.push(format!(
            "You asked from {}. The law gives six years before the request, so the list begins on {} (R15).",
            in_words(from),
            in_words(first)
        ));
    }
    if let Some(to) = asked.to.filter(|to| *to > last) {
        told.push(format!(
            "You asked until {}. The list ends on {}, the day of the request.",
            in_words(to),
            in_words(last)
        ));
    }
    if let Some(to) = asked.to.filter(|to| *to < first) {
        told.push(format!(
            "The whole period ends on {}, more than six years before the request: nothing of it can be listed.",
            in_words(to)
        ));
    }
    let covered = Window {
        from: asked.from.unwrap_or(first).clamp(first, last),
        to: asked.to.unwrap_or(last).clamp(first, last),
    };
    (covered, told)
}

/// Why a day is not covered, if it is not.
pub(super) fn outside(on: NaiveDate, asked: &Asked, window: Window) -> Option<&'static str> {
    if on < six_years_before(asked.requested_on) {
        Some("164.528(a)(1), R15 more than six years before the request")
    } else if on > asked.requested_on {
        Some("164.528(a)(1) after the request")
    } else if on < window.from || on > window.to || asked.to.is_some_and(|to| on > to) {
        Some("164.528(a)(3) outside the period the patient asked for")
    } else if on < COMPLIANCE_DATE {
        Some("164.528(a)(1)(ix) before the compliance date")
    } else {
        None
    }
}
