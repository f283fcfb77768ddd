//! Recording what left, or that nothing leaves.

use chrono::NaiveDate;

use super::model::{DenialGround, Release, ReleasedPart};
use super::store::{self, NewDisclosure};
use crate::authorizations::model::{OpenHold, ReleaseFacts, Signer, Stop};
use crate::authorizations::rules::recheck;
use crate::authorizations::store::find_last_check;
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::patients;
use crate::requests::commands::{OpenRequest, record};
use crate::requests::model::{Event, FactKind, Recipient, Road};
use crate::requests::rules::clocks::StopKind;
use crate::requests::store::list_recipients;

/// Everything that stops a release today, looked up now and not at intake (B13).
///
/// # Errors
/// When the database cannot be read.
pub fn stops_today(
    read: &mut Read<'_>,
    open: &OpenRequest,
    today: NaiveDate,
) -> Result<Vec<Stop>, StoreError> {
    let check = find_last_check(read, open.request.id)?;
    let patient = match open.request.asked.patient.id {
        Some(id) => patients::store::find_vital_dates(read, id)?,
        None => None,
    };
    let open_holds = open
        .facts
        .iter()
        .filter(|fact| fact.kind == FactKind::LegalHold && fact.closed.is_none())
        .map(|fact| OpenHold {
            reason: fact.reason.clone(),
        })
        .collect();
    let facts = ReleaseFacts {
        expires_on: check.and_then(|stored| stored.paper.expires_on),
        event_happened_on: None,
        revoked_on: None,
        born_on: patient.and_then(|(born_on, _)| born_on),
        died_on: patient.and_then(|(_, died_on)| died_on),
        signer: signer(open.request.asked.road),
        authority_ended_on: None,
        open_holds,
    };
    Ok(recheck(&facts, today))
}

const fn signer(road: Road) -> Signer {
    match road {
        Road::PersonalRepresentative => Signer::AgentOfLivingPatient,
        _ => Signer::Patient,
    }
}

/// Records what left: the check again for today, a disclosure line for each recipient, the end of the request, all in one
/// transaction (T53).
///
/// # Errors
/// A refusal when anything stops the release today, the patient is not matched, or a recipient is not on the request.
pub fn record_release(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    release: &Release,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    if release.released_on > today {
        return Err(CommandError::field(
            "released_on",
            "The day it left cannot be in the future. Give today or an earlier day.",
        ));
    }
    if let Some(stop) = stops_today(tx, open, today)?.into_iter().next() {
        return Err(CommandError::refused(stop.rule, stop.text));
    }
    let patient_id = open.request.asked.patient.id.ok_or_else(|| {
        CommandError::refused(
            "A02",
            "The patient is not matched yet. Match the patient before anything leaves.",
        )
    })?;
    let recipients = list_recipients(tx, open.request.id)?;
    for part in &release.parts {
        let recipient = recipient_of(&recipients, part)?;
        store::insert_disclosure(
            tx,
            &NewDisclosure {
                request: open.request.id,
                patient_id,
                on: release.released_on,
                recipient: &recipient.name,
                address: if part.address.is_empty() {
                    part.delivery.label()
                } else {
                    &part.address
                },
                description: &release.description,
                purpose: &release.purpose,
                basis: release.basis,
                delivery: part.delivery,
                pages: part.pages,
                by,
            },
        )?;
    }
    stop_clocks(open, release.released_on, StopKind::Release);
    let event = Event::ReleaseRecorded {
        partly: release.withheld_why.is_some(),
        pages: release.parts.iter().map(|part| part.pages).sum(),
        recipients: u32::try_from(release.parts.len()).unwrap_or(u32::MAX),
        deliveries: release.parts.iter().map(|part| part.delivery).collect(),
        reason: release.withheld_why.clone().unwrap_or_else(String::new),
    };
    record(tx, open, Some(by), &event)
}

fn recipient_of<'a>(
    recipients: &'a [(i64, Recipient)],
    part: &ReleasedPart,
) -> Result<&'a Recipient, CommandError> {
    recipients
        .iter()
        .find(|(id, _)| *id == part.recipient)
        .map(|(_, recipient)| recipient)
        .ok_or_else(|| {
            CommandError::refused(
                "A06",
                "A recipient is not on this request any more. Open the page again.",
            )
        })
}

fn stop_clocks(open: &mut OpenRequest, on: NaiveDate, by: StopKind) {
    open.request.asked.clock_inputs.stops.push((on, by, None));
}

/// Records a denial sent in writing (N04): the ground and the day; the request ends and its clocks stop (R14).
///
/// # Errors
/// The workflow's refusal, or a day in the future.
pub fn record_denial(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    ground: DenialGround,
    sent_on: NaiveDate,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    if sent_on > today {
        return Err(CommandError::field(
            "sent_on",
            "The letter cannot have been sent in the future. Give today or an earlier day.",
        ));
    }
    stop_clocks(open, sent_on, StopKind::DenialLetter);
    record(
        tx,
        open,
        Some(by),
        &Event::Denied {
            ground: ground.label().to_owned(),
            sent_on,
        },
    )
}
