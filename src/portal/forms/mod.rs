//! A message of a portal ⇄ the form a clerk would have typed: what is read there is read here by the same sentences.

mod openapi;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use serde::de::DeserializeOwned;

use super::model::{Document, Reply, SentThatDay, SignedInAs, Submission};
use super::rules::{AHEAD, MESSAGES_A_DAY, is_id};
use crate::documents::forms::with_papers;
use crate::documents::model::MAX_FILES;
use crate::error::AppError;
use crate::form_state::{FieldError, FormState, Reader};
use crate::intake::forms::{Reading, read};
use crate::intake::model::Intake;
use crate::portal::commands::Addition;
use crate::requests::model::{FormGiven, RequesterClass};
use crate::words::Language;

pub use openapi::openapi;

/// Fields of the form and where their values stand in the message. A longer name stands before a shorter one it begins with.
const POINTERS: &[(&str, &str)] = &[
    ("arrived", "/submitted_at"),
    ("patient_family", "/patient/family_name"),
    ("patient_given", "/patient/given_names"),
    ("born_on", "/patient/born_on"),
    ("mrn", "/patient/mrn"),
    ("requester_name", "/representative/name"),
    ("representative", "/representative/authority"),
    ("requester_phone", "/contact/phone"),
    ("requester_email", "/contact/email"),
    ("requester_address", "/contact/address"),
    ("wants", "/wants"),
    ("types", "/records/types"),
    ("places", "/records/facilities"),
    ("range1", "/records/dates/0"),
    ("range2", "/records/dates/1"),
    ("range3", "/records/dates/2"),
    ("all_dates", "/records/all_dates"),
    ("entire_record", "/records/entire_record"),
    ("as_written", "/records/as_written"),
    ("r1_name", "/deliver/to/name"),
    ("r1_class", "/deliver/to/class"),
    ("r1_delivery", "/deliver/how"),
    ("r1_address", "/deliver/address"),
    ("note", "/note"),
    ("says-", "/documents"),
    ("papers", "/documents"),
];

/// Reads JSON; what is unknown, missing or impossible is a sentence.
///
/// # Errors
/// The sentence, for the whole message.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    serde_json::from_slice(bytes)
        .map_err(|error| slips([("", format!("The message cannot be read: {error}."))]))
}

/// What was refused, each with its place in the message.
pub fn slips<S: Into<String>>(slips: impl IntoIterator<Item = (S, String)>) -> AppError {
    let form = slips
        .into_iter()
        .fold(FormState::empty(), |form, (at, text)| {
            form.refused(&at.into(), text)
        });
    AppError::Fields(Box::new(form))
}

/// The refusals of the form, each where its value stands in the message.
pub fn pointed(errors: &[FieldError]) -> AppError {
    slips(
        errors
            .iter()
            .map(|error| (pointer(&error.field), error.text.clone())),
    )
}

fn pointer(field: &str) -> String {
    let known = POINTERS.iter().find(|(name, _)| field.starts_with(name));
    known.map_or_else(
        || match field {
            "" => String::new(),
            other => ["/", other].concat(),
        },
        |(_, pointer)| (*pointer).to_owned(),
    )
}

/// The key and the id a message came with.
///
/// # Errors
/// A sentence for each that is none.
pub fn ids(key: Option<&str>, message: &str) -> Result<String, AppError> {
    let mut wrong = Vec::new();
    if !is_id(message) {
        wrong.push((
            "/message",
            "Give the portal's own id of the message: 1 to 100 visible characters, no spaces."
                .to_owned(),
        ));
    }
    match key.filter(|key| is_id(key)) {
        Some(key) if wrong.is_empty() => Ok(key.to_owned()),
        Some(_) => Err(slips(wrong)),
        None => {
            wrong.push(("", "Send the header Idempotency-Key: 1 to 100 visible characters, the same when the same message is sent again.".to_owned()));
            Err(slips(wrong))
        }
    }
}

/// The local time a message was sent; one that is a little ahead of the desk's clock was sent now.
pub fn sent_at(at: DateTime<FixedOffset>, with: &Reading<'_>) -> NaiveDateTime {
    let zone = with
        .facilities
        .terms(with.site.as_str(), with.local_now.date());
    let local = zone.map_or(with.local_now, |terms| terms.calendar.local(at.naive_utc()));
    let ahead = local - with.local_now;
    if ahead > TimeDelta::zero() && ahead <= TimeDelta::minutes(AHEAD) {
        with.local_now
    } else {
        local
    }
}

/// Reads a request.
///
/// # Errors
/// Everything that cannot be right, each with its place in the message.
pub fn request(sent: &Submission, with: &Reading<'_>) -> Result<Intake, AppError> {
    let mut wrong = Vec::new();
    let acts = sent.signed_in_as == SignedInAs::Representative;
    if acts && sent.representative.is_none() {
        wrong.push((
            "/representative",
            "A representative was signed in: give the name, and by what authority they act.",
        ));
    }
    if !acts && sent.representative.is_some() {
        wrong.push(("/representative", "The patient was signed in: leave the representative out, or say that a representative was."));
    }
    if sent.records.dates.len() > 3 {
        wrong.push((
            "/records/dates",
            "Give at most three ranges of dates, or all_dates.",
        ));
    }
    if sent.documents.len() > MAX_FILES {
        wrong.push((
            "/documents",
            "At most 20 papers. Send the rest with a message to the request.",
        ));
    }
    if !wrong.is_empty() {
        return Err(slips(
            wrong.into_iter().map(|(at, text)| (at, text.to_owned())),
        ));
    }
    read(typed(sent, with), with).map_err(|form| pointed(form.errors()))
}

/// The form as a clerk would have typed it.
fn typed(sent: &Submission, with: &Reading<'_>) -> FormState {
    let arrived = sent_at(sent.submitted_at, with);
    let requester = match sent.signed_in_as {
        SignedInAs::Patient => RequesterClass::Patient,
        SignedInAs::Representative => RequesterClass::Representative,
    };
    let mut form = FormState::empty()
        .with_date("arrived", arrived.date())
        .with(
            "arrived-time",
            format!("{:02}:{:02}", arrived.hour(), arrived.minute()),
        )
        .with("patient_family", &sent.patient.family_name)
        .with_date("born_on", sent.patient.born_on)
        .with("patient", "later")
        .with("requester_class", requester.as_str())
        .with("form_given", FormGiven::Letter.as_str())
        .with(
            "language",
            sent.language.unwrap_or(Language::English).as_str(),
        )
        .with(
            "r1_who",
            if sent.deliver.to.is_some() {
                "other"
            } else {
                "requester"
            },
        )
        .with("r1_delivery", sent.deliver.how.as_str());
    let optional = [
        ("patient_given", &sent.patient.given_names),
        ("mrn", &sent.patient.mrn),
        ("requester_phone", &sent.contact.phone),
        ("requester_email", &sent.contact.email),
        ("requester_address", &sent.contact.address),
        ("r1_address", &sent.deliver.address),
        ("as_written", &sent.records.as_written),
        ("note", &sent.note),
    ];
    for (name, value) in optional {
        form = form.with(name, value.as_deref().unwrap_or(""));
    }
    if let Some(acting) = &sent.representative {
        form = form
            .with("requester_name", &acting.name)
            .with("representative", &acting.authority);
    }
    if let Some(to) = &sent.deliver.to {
        form = form
            .with("r1_name", &to.name)
            .with("r1_class", to.class.as_str());
    }
    form = form
        .with("format", sent.format.map_or("", |format| format.as_str()))
        .with(
            "purpose",
            sent.purpose.map_or("", |purpose| purpose.as_str()),
        );
    let wants = if sent.wants.is_empty() {
        &[crate::requests::model::Want::Copy]
    } else {
        sent.wants.as_slice()
    };
    for want in wants {
        form = form.with("wants", want.as_str());
    }
    with_documents(with_records(form, sent), &sent.documents)
}

fn with_records(mut form: FormState, sent: &Submission) -> FormState {
    let records = &sent.records;
    for code in &records.types {
        form = form.with("types", code);
    }
    for code in &records.facilities {
        form = form.with("places", code);
    }
    for (row, dates) in ["range1", "range2", "range3"].iter().zip(&records.dates) {
        for (end, day) in [("_from", dates.from), ("_to", dates.to)] {
            if let Some(day) = day {
                form = form.with_date(&[row, end].concat(), day);
            }
        }
    }
    for (name, said) in [
        ("all_dates", records.all_dates),
        ("entire_record", records.entire_record),
    ] {
        if said {
            form = form.with(name, "yes");
        }
    }
    form
}

fn with_documents(mut form: FormState, documents: &[Document]) -> FormState {
    for document in documents {
        form = form
            .with("papers-kept", &document.id)
            .with(&["says-", &document.id].concat(), &document.description);
    }
    form
}

/// Reads an addition to a request.
///
/// # Errors
/// Everything that cannot be right, each with its place in the message.
pub fn addition(sent: &Reply, with: &Reading<'_>) -> Result<Addition, AppError> {
    let form = FormState::empty().with("text", sent.text.as_deref().unwrap_or(""));
    let mut reader = Reader::new(with_documents(form, &sent.documents));
    let text = reader.optional_lines("text", "the message", 4_000);
    let papers = with_papers(&mut reader);
    if text.is_none() && papers.is_empty() && !reader.form().is_refused() {
        reader.refuse("text", "Send words or papers; this message holds neither.");
    }
    if papers.len() > MAX_FILES {
        reader.refuse(
            "papers",
            "At most 20 papers. Send the rest with another message.",
        );
    }
    if sent_at(sent.submitted_at, with) > with.local_now {
        reader.refuse(
            "arrived",
            "It cannot have been sent after now. Check the day and the time.",
        );
    }
    reader
        .finish(|| Some(Addition { text, papers }))
        .map_err(|form| pointed(form.errors()))
}

/// The ids of the messages a portal says it sent on a day that is not to come.
///
/// # Errors
/// A sentence with its place in the message.
pub fn sent_that_day(
    sent: SentThatDay,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<String>, AppError> {
    let wrong = |at: &str, text: &str| Err(slips([(at.to_owned(), text.to_owned())]));
    let mut ids = sent.messages;
    if day > today {
        return wrong("", "The day has not come yet at the site.");
    }
    if ids.len() > MESSAGES_A_DAY {
        return wrong("/messages", "Name at most 5,000 messages of a day.");
    }
    if let Some(place) = ids.iter().position(|id| !is_id(id)) {
        let at = format!("/messages/{place}");
        return wrong(&at, "An id has 1 to 100 visible characters, no spaces.");
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
