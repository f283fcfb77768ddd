//! What differs between two readings of an entry, in words for its history and for a page that shows both.

use crate::patients::model::Particulars;
use crate::words::dates;

const NOTHING: &str = "nothing";

/// Everything an entry says, named: what a page sets side by side.
pub fn named(says: &Particulars) -> [(&'static str, String); 7] {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(String::new);
    let day = |on: Option<chrono::NaiveDate>| on.map_or_else(String::new, dates::full);
    [
        ("Name", says.name.family_first()),
        ("Born", day(says.born_on)),
        (
            "MRN",
            says.mrn
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        ),
        ("Telephone", text(&says.phone)),
        ("E-mail", text(&says.email)),
        ("Address", text(&says.address).replace('\n', ", ")),
        ("Died", day(says.deceased_on)),
    ]
}

/// What two readings of an entry say differently, each as it was and as it becomes.
pub fn differences(was: &Particulars, is: &Particulars) -> Vec<(String, String)> {
    let said = |name: &str, text: &str| {
        let text = if text.is_empty() { NOTHING } else { text };
        [name, ": ", text].concat()
    };
    named(was)
        .iter()
        .zip(&named(is))
        .filter(|(was, is)| was.1 != is.1)
        .map(|(was, is)| (said(was.0, &was.1), said(is.0, &is.1)))
        .collect()
}

/// What was and what became of it, each in a line; nothing where nothing differs.
pub fn in_two_lines(changed: &[(String, String)]) -> (Option<String>, Option<String>) {
    if changed.is_empty() {
        return (None, None);
    }
    let line = |pick: fn(&(String, String)) -> &String| {
        let parts: Vec<&str> = changed.iter().map(|pair| pick(pair).as_str()).collect();
        Some(parts.join("; "))
    };
    (line(|pair| &pair.0), line(|pair| &pair.1))
}
