//! The people of the hospital's own system beside those of the index.

use super::day;
use crate::error::AppError;
use crate::hospital::commands;
use crate::hospital::model::{Asked, HospitalPerson};
use crate::hospital::pages::{people_kind, people_note};
use crate::patients::model::{Entry, Mrn, TypedPatient};
use crate::staff::model::Permission;
use crate::web::components::*;
use crate::web::cookie;
use crate::web::visit::Visit;

/// What was asked and answered; nothing where too little was typed to ask anybody about.
pub type Question = Option<Asked<Vec<HospitalPerson>>>;

/// What the hospital's own system answered.
pub struct Heard {
    /// By whom, when, and how many.
    pub note: Note,
    /// The people.
    pub rows: Vec<HeardLine>,
}

/// A person of the hospital's own system.
pub struct HeardLine {
    /// The name in use.
    pub name: Name,
    /// Birth date.
    pub born: String,
    /// Record number.
    pub mrn: String,
    /// The page of the entry, where the index has them already.
    pub href: Option<String>,
    /// The form that takes them into the index.
    pub take: Option<(FormTag, String)>,
}

/// Asks who fits what was typed.
pub async fn ask(visit: &Visit, typed: &TypedPatient) -> Question {
    commands::ask_for_people(&visit.app, &visit.actor.acting_site, typed).await
}

/// The record numbers of the answer.
pub fn numbers(asked: &Question) -> Vec<Mrn> {
    people(asked)
        .iter()
        .filter_map(|one| one.says.mrn.clone())
        .collect()
}

/// The kind of the answer, for the evidence.
pub fn kind(asked: &Question) -> String {
    asked
        .as_ref()
        .map_or_else(|| "not asked, too little".to_owned(), people_kind)
}

fn people(asked: &Question) -> &[HospitalPerson] {
    let answer = asked.as_ref().and_then(|asked| asked.answer.as_ref().ok());
    answer.map_or(&[], Vec::as_slice)
}

/// The answer for the page: who is in the index is a link, who is not can be taken in.
///
/// # Errors
/// When the machine has no randomness.
pub fn heard(visit: &Visit, asked: Question, held: &[Entry]) -> Result<Heard, AppError> {
    let note = asked.as_ref().map_or_else(
        || {
            Note::new(
                Tone::Warn,
                "The hospital’s system was not asked: type a family name with a given name or a birth date, or a record number.",
            )
        },
        |asked| people_note(visit, asked),
    );
    let rows: Result<Vec<_>, AppError> = people(&asked)
        .iter()
        .map(|one| line(visit, one, held))
        .collect();
    Ok(Heard { note, rows: rows? })
}

fn line(visit: &Visit, person: &HospitalPerson, held: &[Entry]) -> Result<HeardLine, AppError> {
    let mrn = person.says.mrn.as_ref();
    let entry = held.iter().find(|entry| {
        let numbers = entry.says.mrn.as_ref().zip(mrn);
        numbers.is_some_and(|(one, other)| one.same_as(other))
    });
    let may_take = entry.is_none() && mrn.is_some() && visit.actor.may(Permission::ChangePatients);
    let take = if may_take {
        let key = cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?;
        let tag = FormTag::new("/hospital-people", visit.csrf());
        Some((tag.key(key).inline(), person.id.clone()))
    } else {
        None
    };
    Ok(HeardLine {
        name: Name::new(&person.says.name.family_first()),
        born: day(person.says.born_on),
        mrn: mrn.map_or_else(|| "none".to_owned(), ToString::to_string),
        href: entry.map(|entry| ["/patients/", &entry.public_id].concat()),
        take,
    })
}
