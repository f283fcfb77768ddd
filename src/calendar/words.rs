use chrono::NaiveDate;

use crate::words::dates;

/// A date as a clerk reads it aloud, with its ISO form: "Thu 4 Jun 2026 (2026-06-04)".
pub fn in_words(on: NaiveDate) -> String {
    format!("{} ({})", dates::full(on), dates::iso(on))
}

/// A sentence of a rule as a page shows it: without the ISO forms, which are for whoever compares answers.
pub fn spoken(sentence: &str) -> String {
    let mut said = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(at) = rest.find(" (") {
        let (before, bracket) = rest.split_at(at);
        said.push_str(before);
        let iso = bracket
            .get(2..12)
            .filter(|text| text.parse::<NaiveDate>().is_ok());
        let ends = bracket.get(12..13) == Some(")");
        let shown = if iso.is_some() && ends { 13 } else { 2 };
        if shown == 2 {
            said.push_str(" (");
        }
        rest = &bracket[shown..];
    }
    said + rest
}

/// A count with its noun: "1 day", "5 days".
pub fn plural(count: i64, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}
