//! The hospital's own system, asked from the form: who this is, and whether there is an appointment today.

use super::found::{Heard, Offered, end_of, in_words};
use crate::app::Seen;
use crate::db::Read;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::hospital::commands as hospital;
use crate::hospital::model::{Asked, HospitalPerson};
use crate::hospital::{forms, pages as words, rules};
use crate::intake::forms::{Reading, typed_patient};
use crate::patients::model::{Mrn, TypedPatient};
use crate::patients::rules::candidates;
use crate::patients::store::{find_by_public_id, list_holders};
use crate::requests::model::Channel;
use crate::web::components::{Note, Tone};
use crate::web::visit::Visit;

/// What a question found that could not be put: nothing to ask with.
fn too_little() -> Heard {
    Heard {
        note: Some(Note::new(
            Tone::Warn,
            "Nobody was asked for: type the family name with a given name or the date of birth, or the MRN.",
        )),
        people: Vec::new(),
        door: None,
    }
}

/// Asks what the pressed button asks; nothing for any other.
///
/// # Errors
/// When the evidence could not be stored.
pub async fn ask(visit: &Visit, with: &Reading<'_>, form: &FormState) -> Result<Heard, AppError> {
    match form.value("act") {
        "hospital" => ask_who(visit, with, form).await,
        "appointment" => ask_today(visit, with, form).await,
        _ => Ok(Heard::default()),
    }
}

fn organization(with: &Reading<'_>) -> Result<String, AppError> {
    let terms = with
        .facilities
        .terms(with.site.as_str(), with.local_now.date());
    Ok(terms.ok_or(AppError::NotFound)?.organization)
}

/// As much of the patient as can be asked about; a record number is enough.
fn typed(form: &FormState, with: &Reading<'_>) -> TypedPatient {
    typed_patient(form, with).unwrap_or_else(|| TypedPatient {
        mrn: Mrn::parse(form.value("mrn")).ok(),
        ..TypedPatient::default()
    })
}

async fn ask_who(visit: &Visit, with: &Reading<'_>, form: &FormState) -> Result<Heard, AppError> {
    let typed = typed(form, with);
    let site = with.site.as_str();
    let Some(asked) = hospital::ask_for_people(&visit.app, site, &typed).await else {
        return Ok(too_little());
    };
    let organization = organization(with)?;
    let kind = words::people_kind(&asked);
    let numbers: Vec<Mrn> = people(&asked)
        .iter()
        .filter_map(|one| one.says.mrn.clone())
        .collect();
    let held = visit
        .show(move |read: &mut Read<'_>| {
            let numbers: Vec<&Mrn> = numbers.iter().collect();
            let held = list_holders(read, &organization, &numbers)?;
            Ok((held, words::evidence("people", None, &kind)))
        })
        .await?;
    let at_window = with.channel == Channel::WalkIn;
    let offered = people(&asked)
        .iter()
        .filter_map(|one| Some((one, one.says.mrn.as_ref()?)))
        // Who is in the index already is offered from there.
        .filter(|(_, mrn)| {
            let mut mrns = held.iter().filter_map(|entry| entry.says.mrn.as_ref());
            mrns.all(|one| !one.same_as(mrn))
        })
        .zip(1..)
        .map(|((one, mrn), number)| offered(&typed, one, mrn, (at_window, number)))
        .collect();
    Ok(Heard {
        note: Some(words::people_note(visit, &asked)),
        people: offered,
        door: None,
    })
}

fn people(asked: &Asked<Vec<HospitalPerson>>) -> &[HospitalPerson] {
    asked.answer.as_ref().map_or(&[], Vec::as_slice)
}

/// A person of the hospital's system as a choice. A visitor can see the screen of the window: there nobody is named (B23).
fn offered(
    typed: &TypedPatient,
    person: &HospitalPerson,
    mrn: &Mrn,
    (at_window, number): (bool, usize),
) -> Offered {
    let label = if at_window {
        format!(
            "Person {number} of the hospital’s system, record number ending in {}",
            end_of(mrn)
        )
    } else {
        format!(
            "{}, born {}, MRN {mrn}, from the hospital’s system",
            person.says.name.family_first(),
            words::born(person)
        )
    };
    let found = candidates(typed, &[rules::known(person)]);
    let matched = found.first().map_or_else(
        || "Chosen, the person is added to the index.".to_owned(),
        |one| in_words(one) + " Chosen, the person is added to the index.",
    );
    Offered {
        value: forms::choice(&person.id),
        label,
        matched,
    }
}

async fn ask_today(visit: &Visit, with: &Reading<'_>, form: &FormState) -> Result<Heard, AppError> {
    let organization = organization(with)?;
    let chosen = form.value("patient").to_owned();
    let indexed = visit
        .read(move |read| Ok(find_by_public_id(read, &organization, &chosen)?))
        .await?;
    let about = indexed.as_ref().map(|one| one.known.id.0);
    let mut typed = typed(form, with);
    if let Some(one) = indexed.filter(|_| typed.mrn.is_none()) {
        typed.mrn = one.known.mrns.first().cloned();
    }
    let site = with.site.as_str();
    let Some(asked) = hospital::ask_for_appointment(&visit.app, site, &typed).await else {
        return Ok(Heard::default());
    };
    let seen: Seen = words::evidence("an appointment today", about, &words::today_kind(&asked));
    visit.show(move |_| Ok(((), seen))).await?;
    Ok(Heard {
        note: Some(words::today_note(visit, &asked)),
        people: Vec::new(),
        door: words::is_yes(&asked).then_some("patient_appointment"),
    })
}
