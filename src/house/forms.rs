//! What is typed to change the calendar, a setting or a promise.

use chrono::{Datelike, NaiveDate};

use crate::facilities::model::{Change, YEARS};
use crate::form_state::{FormState, Reader};

/// A typed change with its reason.
#[derive(Debug, Clone)]
pub struct Typed {
    /// What changes.
    pub change: Change,
    /// Why.
    pub reason: String,
}

/// Longest name of a day, in characters.
const NAME: usize = 80;
/// Longest value of a setting, in characters.
const VALUES: usize = 1000;

/// What a day of the calendar is to be.
pub const DAY_KINDS: &[(&str, &str)] = &[
    ("closed", "The office is closed"),
    ("legal", "A legal holiday, the office is open"),
    ("both", "A legal holiday, and the office is closed"),
    ("ordinary", "An ordinary day"),
];

fn reason(reader: &mut Reader) -> Option<String> {
    reader.reason("reason", "the reason for the change", 10, 300)
}

/// Reads a day of the calendar (R6).
pub fn day(form: FormState) -> Result<Typed, FormState> {
    let mut reader = Reader::new(form);
    let on = known_day(&mut reader, "on", "the day");
    let kind = reader.choice("kind", "what the day is", |typed| {
        DAY_KINDS
            .iter()
            .find(|(value, _)| *value == typed)
            .map(|(value, _)| *value)
            .ok_or(())
    });
    let name = if kind == Some("ordinary") {
        Some(String::new())
    } else {
        reader.required_text("name", "what people call the day", NAME)
    };
    let reason = reason(&mut reader);
    reader.finish(|| {
        let (on, kind) = (on?, kind?);
        let change = if kind == "ordinary" {
            Change::OrdinaryDay { on }
        } else {
            Change::Day {
                on,
                name: name?,
                office_closed: kind != "legal",
                legal_holiday: kind != "closed",
            }
        };
        Some(Typed {
            change,
            reason: reason?,
        })
    })
}

/// Reads the new values of a setting, one a line, and the day they hold from.
pub fn setting(key: &str, form: FormState) -> Result<Typed, FormState> {
    let mut reader = Reader::new(form);
    let values = reader.required_lines("values", "the value", VALUES);
    let from = first_day(&mut reader);
    let reason = reason(&mut reader);
    reader.finish(|| {
        let lines = values?;
        let values = lines.lines().map(str::trim).filter(|line| !line.is_empty());
        Some(Typed {
            change: Change::Setting {
                key: key.to_owned(),
                values: values.map(str::to_owned).collect(),
                from: from?,
            },
            reason: reason?,
        })
    })
}

/// Reads the new length of a promise, and the day it holds from.
pub fn promise(key: &str, form: FormState) -> Result<Typed, FormState> {
    let mut reader = Reader::new(form);
    let count = reader
        .count("values", "the number", 1..=365)
        .and_then(|count| u32::try_from(count).ok());
    let from = first_day(&mut reader);
    let reason = reason(&mut reader);
    reader.finish(|| {
        Some(Typed {
            change: Change::Promise {
                key: key.to_owned(),
                count: count?,
                from: from?,
            },
            reason: reason?,
        })
    })
}

fn first_day(reader: &mut Reader) -> Option<NaiveDate> {
    known_day(reader, "from", "the first day it holds")
}

/// A day of the years whose holidays are known: in another, every count would go on as if there were none.
fn known_day(reader: &mut Reader, name: &str, what: &str) -> Option<NaiveDate> {
    let day = reader.date(name, what)?;
    if YEARS.contains(&day.year()) {
        return Some(day);
    }
    let (first, last) = (YEARS.start().to_string(), YEARS.end().to_string());
    reader.refuse(
        name,
        [
            "Choose a day of the years ",
            &first,
            " to ",
            &last,
            ": the calendar is known for these.",
        ]
        .concat(),
    );
    None
}
