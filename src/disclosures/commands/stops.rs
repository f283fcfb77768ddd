//! What stops a release on its day.

use chrono::NaiveDate;

use crate::authorizations::commands::destination_of;
use crate::authorizations::model::{
    Answer, CheckId, Destination, Fate, Flag, OpenHold, PaperAnswers, ReleaseFacts, Signer,
    Standing, Stop,
};
use crate::authorizations::rules::{ended_on, protected, recheck, workers_compensation};
use crate::authorizations::store::{find_last_check, list_endings};
use crate::db::{Read, StoreError};
use crate::patients;
use crate::patients::model::PatientMarks;
use crate::requests::commands::OpenRequest;
use crate::requests::model::{AuthorizationEnd, FactKind, RequesterClass, Road};

/// Everything that stops a release today, looked up now and not at intake (B13).
///
/// # Errors
/// When the database cannot be read.
pub fn stops_today(
    read: &mut Read<'_>,
    open: &OpenRequest,
    today: NaiveDate,
) -> Result<Vec<Stop>, StoreError> {
    let paper = find_last_check(read, open.request.id)?.map(|stored| stored.paper);
    let endings = list_endings(read, open.request.id)?;
    let signed_on = paper.as_ref().and_then(|paper| paper.signed_on);
    let ended = |how: AuthorizationEnd| ended_on(&endings, how, signed_on);
    let patient = match open.request.asked.patient.id {
        Some(id) => patients::store::find_vital_dates(read, id)?,
        None => None,
    };
    let facts = ReleaseFacts {
        expires_on: paper.as_ref().and_then(|paper| paper.expires_on),
        event_happened_on: ended(AuthorizationEnd::EventHappened),
        revoked_on: ended(AuthorizationEnd::Revoked),
        born_on: patient.and_then(|(born_on, _)| born_on),
        died_on: patient.and_then(|(_, died_on)| died_on),
        signer: signer(open.request.asked.road, paper.as_ref()),
        authority_ended_on: ended(AuthorizationEnd::AuthorityEnded),
        open_holds: open_holds(open),
        deceased_records: open.terms.law.deceased_records,
    };
    let mut stops = recheck(&facts, today);
    if let Some(paper) = &paper {
        stops.extend(protected_stops(&destination_of(open), paper));
    }
    stops.extend(compensation_stops(open, paper.as_ref()));
    let marks = patients::store::find_marks(read, open.request.asked.patient.id)?;
    stops.extend(unseen_marks(marks, paper.as_ref()));
    Ok(stops)
}

/// What is protected and has no answer, or the answer that nothing may leave: the gate is shut (1.8, B7).
fn protected_stops(going: &Destination, paper: &PaperAnswers) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    for one in protected::standings(going, paper) {
        let text = format!(
            "{}: what it asks for is not there. {} Check the papers again.",
            one.flag.label(),
            one.row.says
        );
        if one.fate == Fate::Stops && stops.iter().all(|stop| stop.text != text) {
            stops.push(Stop { rule: "1.8", text });
        }
    }
    stops
}

/// What keeps a release for workers' compensation back: the recipient, an entire record, or a scope nobody found limited to
/// the claim (1.14, A37).
fn compensation_stops(open: &OpenRequest, paper: Option<&PaperAnswers>) -> Vec<Stop> {
    let asked = &open.request.asked;
    if asked.road != Road::WorkersCompensation {
        return Vec::new();
    }
    let going = destination_of(open);
    let mut stops = workers_compensation::stops(going.state, &going.to, asked.scope.entire_record);
    let limited = paper.and_then(|paper| paper.answers.get(&CheckId::A37));
    if limited != Some(&Answer::Pass) {
        stops.push(Stop {
            rule: "A37",
            text: "Nobody has found what is asked for limited to the claim. Answer that check with yes, or narrow what is asked for.".to_owned(),
        });
    }
    stops
}

/// What the index holds of the patient must have been seen by whoever checked the papers (B20).
fn unseen_marks(marks: PatientMarks, paper: Option<&PaperAnswers>) -> Vec<Stop> {
    let seen = |flag| paper.is_some_and(|paper| paper.flags.contains(&flag));
    [
        (
            marks.restricted,
            Flag::Restrict,
            "A restriction is agreed with this patient. Mark it in the check and check again.",
        ),
        (
            marks.reached_elsewhere,
            Flag::Confcomm,
            "This patient asked to be reached another way. Mark it in the check and check again.",
        ),
    ]
    .into_iter()
    .filter(|(marked, flag, _)| *marked && !seen(*flag))
    .map(|(_, _, text)| Stop {
        rule: "A41",
        text: text.to_owned(),
    })
    .collect()
}

/// The protected kinds that stay although something goes to these recipients, each with its sentence.
///
/// # Errors
/// When the database cannot be read.
pub fn kinds_that_stay(
    read: &mut Read<'_>,
    open: &OpenRequest,
    to: &[RequesterClass],
) -> Result<Vec<Standing>, StoreError> {
    let going = Destination {
        to: to.to_vec(),
        ..destination_of(open)
    };
    let paper = find_last_check(read, open.request.id)?.map(|stored| stored.paper);
    let standings = paper.map_or_else(Vec::new, |paper| protected::standings(&going, &paper));
    let stays = standings.into_iter().filter(|one| one.fate == Fate::Stays);
    Ok(stays.collect())
}

fn open_holds(open: &OpenRequest) -> Vec<OpenHold> {
    open.facts
        .iter()
        .filter(|fact| fact.kind == FactKind::LegalHold && fact.closed.is_none())
        .map(|fact| OpenHold {
            reason: fact.reason.clone(),
        })
        .collect()
}

/// Who signed, as the check found it: for the estate, for a child, for a living adult, or the patient.
fn signer(road: Road, paper: Option<&PaperAnswers>) -> Signer {
    let known = |flag| paper.is_some_and(|paper| paper.flags.contains(&flag));
    let represented = known(Flag::Representative) || road == Road::PersonalRepresentative;
    if known(Flag::Deceased) {
        Signer::ForDeceasedPatient
    } else if known(Flag::Minor) && represented {
        Signer::ParentOrGuardian
    } else if represented {
        Signer::AgentOfLivingPatient
    } else {
        Signer::Patient
    }
}
