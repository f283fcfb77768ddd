//! What an address asks of the evidence, and what is typed to get there.

use chrono::NaiveDate;

use super::model::{Ended, Filter, Sight};
use crate::form_state::{FormState, Reader};
use crate::patients::model::Mrn;
use crate::words::Reference;

/// An address names a filter that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address names a filter that does not exist")]
pub struct NoFilter;

/// Reads the filter of an address.
///
/// # Errors
/// `NoFilter` for a day, a word or a number that is none.
pub fn filter(query: impl Fn(&str) -> Option<String>) -> Result<Filter, NoFilter> {
    let word = |name: &str| query(name).filter(|text| !text.is_empty());
    let day = |name: &str| {
        word(name)
            .map(|text| text.parse::<NaiveDate>().map_err(|_| NoFilter))
            .transpose()
    };
    Ok(Filter {
        request: word("request"),
        patient: word("patient"),
        sight: word("sight")
            .map(|text| Sight::parse(&text).map_err(|_| NoFilter))
            .transpose()?,
        person: word("person"),
        from: day("from")?,
        to: day("to")?,
        event: word("event"),
        outcome: word("outcome")
            .map(|text| Ended::parse(&text).map_err(|_| NoFilter))
            .transpose()?,
    })
}

/// A filter as the query of an address.
pub fn query(filter: &Filter) -> String {
    let day = |day: &NaiveDate| day.format("%Y-%m-%d").to_string();
    let pairs = [
        ("request", filter.request.clone()),
        ("patient", filter.patient.clone()),
        ("sight", filter.sight.map(|word| word.as_str().to_owned())),
        ("person", filter.person.clone()),
        ("from", filter.from.as_ref().map(day)),
        ("to", filter.to.as_ref().map(day)),
        ("event", filter.event.clone()),
        (
            "outcome",
            filter.outcome.map(|word| word.as_str().to_owned()),
        ),
    ];
    let parts: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, value)| Some([name, "=", &value?].concat()))
        .collect();
    parts.join("&")
}

/// What is typed to find what the evidence says: a request or a patient, a person, days, an event.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The reference of a request.
    pub reference: Option<Reference>,
    /// A patient's record number.
    pub mrn: Option<Mrn>,
    /// The rest, ready for an address.
    pub filter: Filter,
}

/// Reads the form.
///
/// # Errors
/// The form with a sentence a field.
pub fn typed(form: FormState) -> Result<Typed, FormState> {
    let mut r = Reader::new(form);
    let reference = r.optional_text("reference", "the reference", 40);
    let reference = reference.and_then(|text| match Reference::parse(&text) {
        Ok(reference) => Some(reference),
        Err(why) => {
            r.refuse("reference", format!("{why}."));
            None
        }
    });
    let mrn = r.optional_text("mrn", "the record number", 40);
    let mrn = mrn.and_then(|text| match Mrn::parse(&text) {
        Ok(mrn) => Some(mrn),
        Err(_) => {
            r.refuse(
                "mrn",
                "A record number has 3 to 20 letters and digits, at least one of them a digit.",
            );
            None
        }
    });
    if reference.is_some() && mrn.is_some() {
        r.refuse("mrn", "Give a reference or a record number, not both.");
    }
    let from = r.optional_date("from", "the first day");
    let to = r.optional_date("to", "the last day");
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        r.refuse(
            "to",
            "The last day lies before the first. Change one of them.",
        );
    }
    let person = r.optional_text("person", "the person", 100);
    let event = r.optional_text("event", "the event", 100);
    let outcome = r.optional_choice("outcome", "how it ended", Ended::parse);
    r.finish(|| {
        Some(Typed {
            reference,
            mrn,
            filter: Filter {
                person,
                from,
                to,
                event,
                outcome,
                ..Filter::default()
            },
        })
    })
}
