//! What the slip of the window says (B12): dates in words, in the requester's language, without anybody's name.

use chrono::{NaiveDate, NaiveDateTime};

use crate::requests::model::Channel;
use crate::words::{FixedText, LetterLanguage};

/// What the slip tells.
#[derive(Debug, Clone)]
pub struct Told {
    /// When it was handed in, local time.
    pub received_at: NaiveDateTime,
    /// The day it is due.
    pub due_on: NaiveDate,
    /// That day is the house's promise, not the law's.
    pub promised: bool,
    /// From when the status line expects the question (R12); none where the house asks for no wait.
    pub status_from: Option<NaiveDate>,
    /// How many items of the patient's part are missing (S56).
    pub part_missing: usize,
    /// The status line (S49).
    pub phone: String,
}

/// How long a person who was logged at the window is taken to stand there still, in minutes.
const STILL_THERE: i64 = 15;

/// Whether the person is still at the window, so that the slip comes before anything else.
pub fn is_at_the_window(channel: Channel, logged_at: NaiveDateTime, now: NaiveDateTime) -> bool {
    channel == Channel::WalkIn && (now - logged_at).num_minutes() < STILL_THERE
}

/// The term of the hours.
pub const HOURS: FixedText = FixedText::new("Office hours", "Horario de la oficina");
const HANDED_IN: FixedText = FixedText::new("Handed in", "Entregado");
const DUE: FixedText = FixedText::new("You have an answer by", "Tendrá respuesta a más tardar");
const PROMISED: FixedText = FixedText::new(
    "We promise an answer by",
    "Le prometemos respuesta antes del",
);
const STATUS: FixedText = FixedText::new("Ask how it stands from", "Pregunte cómo va a partir del");
const PHONE: FixedText = FixedText::new("Call", "Llame al");
const KEEP: FixedText = FixedText::new(
    "Keep this slip. We find your request by its number; you need not say your name in front of others.",
    "Guarde este papel. Encontramos su solicitud por el número; no tiene que decir su nombre delante de otros.",
);
const WAIT: FixedText = FixedText::new(
    "Please allow five working days before you ask. We call or write if we need anything before.",
    "Espere cinco días laborables antes de preguntar. Le llamaremos o escribiremos si necesitamos algo antes.",
);
const MISSING: FixedText = FixedText::new(
    "Your part of the form is not complete yet. The ten working days start on the day it is.",
    "Su parte del formulario aún no está completa. Los diez días laborables empiezan el día en que lo esté.",
);

/// The lines of the slip: term and value.
pub fn lines(told: &Told, language: LetterLanguage) -> Vec<(&'static str, String)> {
    let day = |on: NaiveDate| language.date(on);
    let at = told.received_at;
    let handed_in = [&*day(at.date()), ", ", &at.format("%H:%M").to_string()].concat();
    let due = if told.promised { PROMISED } else { DUE };
    let mut lines = vec![
        (HANDED_IN.in_language(language), handed_in),
        (due.in_language(language), day(told.due_on)),
    ];
    let status = told
        .status_from
        .map(|on| (STATUS.in_language(language), day(on)));
    lines.extend(status);
    lines.push((PHONE.in_language(language), told.phone.clone()));
    lines
}

/// The sentences below the lines.
pub fn notes(told: &Told, language: LetterLanguage) -> Vec<&'static str> {
    let missing = (told.part_missing > 0).then_some(MISSING);
    let wait = told.status_from.map(|_| WAIT);
    let notes = missing.into_iter().chain(wait).chain([KEEP]);
    notes.map(|text| text.in_language(language)).collect()
}
