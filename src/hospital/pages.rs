//! What was asked and answered, in words for any page that asks, and its evidence.

use chrono::NaiveDateTime;

use super::commands;
use super::model::{Asked, HospitalPerson, Today};
use crate::app::{App, Seen};
use crate::db::Subject;
use crate::error::AppError;
use crate::web::components::*;
use crate::web::visit::Visit;
use crate::words::dates;

/// What is said when a system could not be asked.
pub const BY_HAND: &str = "Go on by hand, as without it.";

/// Whether the acting site has a system to ask: only then is it offered.
pub fn is_offered(visit: &Visit) -> bool {
    visit.app.hospital_of(&visit.actor.acting_site).is_some()
}

fn time(app: &App, site: &str, at: NaiveDateTime) -> String {
    app.facilities.local(site, at).format("%H:%M").to_string()
}

/// Who answers and when, the head of every sentence about an answer.
pub fn head<T>(visit: &Visit, asked: &Asked<T>) -> String {
    let at = time(&visit.app, &visit.actor.acting_site, asked.at);
    format!("{}, asked at {at}:", asked.from)
}

/// How many people it answered, or that it could not be asked.
pub fn people_note(visit: &Visit, asked: &Asked<Vec<HospitalPerson>>) -> Note {
    let head = head(visit, asked);
    match &asked.answer {
        Ok(people) if people.is_empty() => Note::new(
            Tone::Info,
            "nobody there fits. Check the spelling, or ask by the record number alone.",
        )
        .strong(head),
        Ok(people) if people.len() == 1 => Note::new(Tone::Info, "1 person fits.").strong(head),
        Ok(people) => Note::new(Tone::Info, format!("{} people fit.", people.len())).strong(head),
        Err(why) => Note::new(
            Tone::Warn,
            format!("could not ask: {}. {BY_HAND}", why.label()),
        )
        .strong(head),
    }
}

/// Whether there is an appointment today: yes with time and place, no, or that it could not be asked.
pub fn today_note(visit: &Visit, asked: &Asked<Today>) -> Note {
    let head = head(visit, asked);
    let site = &visit.actor.acting_site;
    let (tone, says) = match &asked.answer {
        Ok(Today::Yes(booked)) => {
            let one = |one: &crate::fhir::Booked| {
                let at = time(&visit.app, site, one.at);
                match &one.place {
                    Some(place) => format!("{at}, {place}"),
                    None => at,
                }
            };
            let all: Vec<String> = booked.iter().take(5).map(one).collect();
            (
                Tone::Good,
                format!("yes, an appointment today: {}.", all.join("; ")),
            )
        }
        Ok(Today::No) => (
            Tone::Info,
            "no appointment today is known there. A booked records-inspection slot counts too: look in the desk's own schedule.".to_owned(),
        ),
        Ok(Today::Unclear(why)) => (
            Tone::Warn,
            format!("could not ask: {}. Look in the schedule by hand.", why.label()),
        ),
        Err(why) => (
            Tone::Warn,
            format!("could not ask: {}. Look in the schedule by hand.", why.label()),
        ),
    };
    Note::new(tone, says).strong(head)
}

/// The kind of an answer about people, for the evidence.
pub fn people_kind(asked: &Asked<Vec<HospitalPerson>>) -> String {
    match &asked.answer {
        Ok(people) => format!("{} people", people.len()),
        Err(why) => ["could not ask, ", why.as_str()].concat(),
    }
}

/// Whether the answer is yes.
pub fn is_yes(asked: &Asked<Today>) -> bool {
    matches!(asked.answer, Ok(Today::Yes(_)))
}

/// The kind of an answer about today, for the evidence.
pub fn today_kind(asked: &Asked<Today>) -> String {
    match &asked.answer {
        Ok(Today::Yes(_)) => "yes".to_owned(),
        Ok(Today::No) => "no".to_owned(),
        Ok(Today::Unclear(why)) => ["could not ask, ", why.as_str()].concat(),
        Err(why) => ["could not ask, ", why.as_str()].concat(),
    }
}

/// The evidence of a question: about whom by the number of the index, and the kind of the answer; no name.
pub fn evidence(question: &str, about: Option<i64>, kind: &str) -> Seen {
    let whom = if about.is_some() {
        ""
    } else {
        " about somebody not in the index"
    };
    Seen {
        subject: Subject {
            patient_id: about,
            detail: Some(format!(
                "hospital's system asked for {question}{whom}: {kind}"
            )),
            ..Subject::default()
        },
        listed: None,
    }
}

/// Takes a chosen person into the index of the acting site's hospital; answers the outer id.
///
/// # Errors
/// A sentence beside `field` when they cannot be asked for again.
pub async fn take_chosen(visit: &Visit, id: &str, field: &str) -> Result<String, AppError> {
    let site = visit.actor.acting_site.clone();
    let today = visit.app.facilities.today(&site, visit.now());
    let terms = visit.app.facilities.terms(&site, today);
    let organization = terms.ok_or(AppError::NotFound)?.organization;
    let asked = commands::ask_for_chosen(&visit.app, &site, id, field).await?;
    let source = commands::source(&visit.app, &site, &asked);
    let staff_id = visit.actor.staff_id;
    let Ok(person) = asked.answer else {
        return Err(AppError::NotFound);
    };
    visit
        .write(move |tx| commands::take_in(tx, (&organization, &source), staff_id, &person))
        .await
}

/// A birth date as lists show it.
pub fn born(person: &HospitalPerson) -> String {
    let on = person.says.born_on;
    on.map_or_else(|| "not known".to_owned(), dates::full)
}
