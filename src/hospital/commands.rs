//! Asking, and taking a person who was chosen into the index. No connection to the database is held while a system is asked.

use chrono::{Days, NaiveDateTime, NaiveTime};

use super::forms;
use super::model::{Asked, HospitalPerson, Today, Unclear};
use super::rules;
use crate::app::App;
use crate::db::Tx;
use crate::error::CommandError;
use crate::fhir::{Server, Why};
use crate::patients::commands::{Told, add_told};
use crate::patients::model::TypedPatient;
use crate::patients::store as index;
use crate::words::dates;

/// Asks who fits what was typed. Nothing where the site has no system to ask, or too little is typed.
pub async fn ask_for_people(
    app: &App,
    site: &str,
    typed: &TypedPatient,
) -> Option<Asked<Vec<HospitalPerson>>> {
    let server = app.hospital_of(site)?;
    let query = forms::query(typed)?;
    let answer = server.in_time(server.find_people(&query)).await;
    let people = answer.map(|people| {
        let people = people.into_iter().filter_map(forms::person);
        people.filter(|one| rules::fits(typed, one)).collect()
    });
    Some(asked(app, server, people))
}

/// Asks whether the typed person has an appointment at the hospital today (S11, R18). Nothing where the site has no system
/// to ask.
pub async fn ask_for_appointment(
    app: &App,
    site: &str,
    typed: &TypedPatient,
) -> Option<Asked<Today>> {
    let server = app.hospital_of(site)?;
    let (from, until) = day_of(app, site)?;
    let enough = typed.mrn.is_some() || (typed.name.is_some() && typed.born_on.is_some());
    let query = forms::query(typed).filter(|_| enough);
    let Some(query) = query else {
        return Some(asked(app, server, Ok(Today::Unclear(Unclear::TooLittle))));
    };
    let asking = async {
        let people = server.find_people(&query).await?;
        let people: Vec<HospitalPerson> = people.into_iter().filter_map(forms::person).collect();
        let one = match rules::the_one(typed, &people) {
            Ok(one) => one,
            Err(unclear) => return Ok(Today::Unclear(unclear)),
        };
        let booked = server.find_appointments(&one.id, from, until).await?;
        Ok(if booked.is_empty() {
            Today::No
        } else {
            Today::Yes(booked)
        })
    };
    let answer = server.in_time(asking).await;
    Some(asked(app, server, answer))
}

/// The local day of a site as two instants (UTC).
fn day_of(app: &App, site: &str) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let today = app.facilities.today(site, app.now());
    let calendar = app.facilities.terms(site, today)?.calendar;
    let begins = |day: chrono::NaiveDate| calendar.instant(day.and_time(NaiveTime::MIN));
    Some((
        begins(today)?,
        begins(today.checked_add_days(Days::new(1))?)?,
    ))
}

fn asked<T>(app: &App, server: &Server, answer: Result<T, Why>) -> Asked<T> {
    Asked {
        from: server.name().to_owned(),
        at: app.now(),
        answer,
    }
}

/// The person of an id, asked anew: what a browser sends is never believed.
///
/// # Errors
/// A sentence beside `field` when there is no answer, or nobody who can be taken.
pub async fn ask_for_chosen(
    app: &App,
    site: &str,
    id: &str,
    field: &str,
) -> Result<Asked<HospitalPerson>, CommandError> {
    let refused = |says: String| Err(CommandError::field(field, says));
    let Some(server) = app.hospital_of(site) else {
        return refused("This site asks no system of the hospital. Choose again.".to_owned());
    };
    match server.in_time(server.find_person(id)).await {
        Ok(found) => match found.and_then(forms::person) {
            Some(person) if person.says.mrn.is_some() => Ok(asked(app, server, Ok(person))),
            _ => refused(format!(
                "{} has nobody with a record number there any more. Choose again, or add the patient by hand.",
                server.name()
            )),
        },
        Err(why) => refused(format!(
            "{} could not be asked again: {}. Choose again, or add the patient by hand.",
            server.name(),
            why.label()
        )),
    }
}

/// Takes a chosen person into the index of an organization, with the source and its time; whoever is there already under
/// this record number stays as they are. Answers the outer id.
///
/// # Errors
/// When it cannot be stored.
pub fn take_in(
    tx: &mut Tx<'_>,
    (organization, source): (&str, &str),
    staff_id: i64,
    person: &HospitalPerson,
) -> Result<String, CommandError> {
    let numbers: Vec<_> = person.says.mrn.iter().collect();
    let held = index::list_holders(tx, organization, &numbers)?;
    let id = match held.first() {
        Some(entry) => entry.person(),
        None => {
            let told = Told {
                says: person.says.clone(),
                names: person.names.clone(),
                former_phones: Vec::new(),
                former_addresses: Vec::new(),
                source: source.to_owned(),
                by: Some(staff_id),
            };
            add_told(tx, organization, &told)?
        }
    };
    tx.subject.patient_id = Some(id.0);
    tx.subject.detail = Some("taken from the hospital's system".to_owned());
    Ok(index::get_entry(tx, id)?.public_id)
}

/// How the history names the source of a person.
pub fn source(app: &App, site: &str, asked: &Asked<HospitalPerson>) -> String {
    let local = app.facilities.local(site, asked.at);
    format!(
        "Taken from {} on {}, {}.",
        asked.from,
        dates::full(local.date()),
        local.format("%H:%M")
    )
}
