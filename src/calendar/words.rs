use chrono::NaiveDate;

use crate::words::dates;

/// A date as a clerk reads it aloud, with its ISO form: "Thu 4 Jun 2026 (2026-06-04)".
pub fn in_words(on: NaiveDate) -> String {
    format!("{} ({})", dates::full(on), dates::iso(on))
}

/// A count with its noun: "1 day", "5 days".
pub fn plural(count: i64, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
