//! What is asked for, as it is typed: record types × date ranges × facilities, and in which form.

use super::REASON;
use crate::facilities::Catalogue;
use crate::form_state::{FormState, Reader};
use crate::requests::commands::ChangeScope;
use crate::requests::model::{DateRange, Format, NewRequest, Purpose, Scope, Want};

/// The rows of date ranges.
pub const RANGES: [&str; 3] = ["range1", "range2", "range3"];

/// Reads record types, dates of service and facilities; codes that the catalogue does not hold are refused.
pub fn scope(r: &mut Reader, catalogue: &Catalogue) -> Option<Scope> {
    let of = |list: &[(String, String)]| {
        let codes: Vec<String> = list.iter().map(|(code, _)| code.clone()).collect();
        move |word: &str| {
            let known = codes.iter().find(|code| *code == word);
            known.cloned().ok_or("not on the list")
        }
    };
    let record_types = r.choices("types", "the record types", of(&catalogue.record_types));
    let facilities = r.choices("places", "the facilities", of(&catalogue.places));
    let mut ranges = Vec::new();
    for row in RANGES {
        let from = r.optional_date(&[row, "_from"].concat(), "the first date of service");
        let to = r.optional_date(&[row, "_to"].concat(), "the last date of service");
        if from.is_none() && to.is_none() {
            continue;
        }
        match DateRange::new(from, to) {
            Ok(range) => ranges.push(range),
            Err(_) => r.refuse(
                &[row, "_to"].concat(),
                "The last date lies before the first. Check both.",
            ),
        }
    }
    let all_dates = r.flag("all_dates");
    if all_dates && !ranges.is_empty() {
        r.refuse(
            "all_dates",
            "Choose either all dates or single date ranges.",
        );
    }
    if all_dates && ranges.is_empty() {
        ranges.push(DateRange::ALL);
    }
    let as_written = r.optional_lines("as_written", "the words of the request", 2_000);
    let scope = Scope {
        entire_record: r.flag("entire_record"),
        record_types,
        ranges,
        facilities,
        as_written: as_written.unwrap_or_else(String::new),
    };
    match scope.tidy() {
        Ok(scope) => Some(scope),
        Err(_) => {
            r.refuse(
                "entire_record",
                "Choose either the entire record or single record types.",
            );
            None
        }
    }
}

/// Reads what is asked for from now on, and why it changed.
///
/// # Errors
/// The form with every error.
pub fn read_changed_scope(
    form: FormState,
    catalogue: &Catalogue,
) -> Result<ChangeScope, FormState> {
    let mut reader = Reader::new(form);
    let wants = reader.choices("wants", "what is wanted", Want::parse);
    let scope = scope(&mut reader, catalogue);
    let format = reader.optional_choice("format", "the form of copies", Format::parse);
    let purpose = reader.optional_choice("purpose", "the purpose", Purpose::parse);
    let reason = reader.required_lines("reason", "the reason", REASON);
    let catalogue = catalogue.clone();
    reader.finish(|| {
        Some(ChangeScope {
            wants,
            scope: scope?,
            format,
            purpose,
            reason: reason?,
            catalogue,
        })
    })
}

/// The form as the request has it.
pub fn fill_scope(asked: &NewRequest) -> FormState {
    let scope = &asked.scope;
    let mut form = FormState::empty()
        .with("as_written", scope.as_written.clone())
        .with("format", asked.format.map_or("", Format::as_str))
        .with("purpose", asked.purpose.map_or("", Purpose::as_str));
    for want in &asked.wants {
        form = form.with("wants", want.as_str());
    }
    for code in &scope.record_types {
        form = form.with("types", code.clone());
    }
    for code in &scope.facilities {
        form = form.with("places", code.clone());
    }
    if scope.entire_record {
        form = form.with("entire_record", "yes");
    }
    if scope.ranges.contains(&DateRange::ALL) {
        return form.with("all_dates", "yes");
    }
    for (row, range) in RANGES.iter().zip(&scope.ranges) {
        for (end, day) in [("_from", range.from), ("_to", range.to)] {
            if let Some(day) = day {
                form = form.with_date(&[row, end].concat(), day);
            }
        }
    }
    form
}
