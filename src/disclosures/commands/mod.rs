//! Recording what left, or that nothing leaves, with the letters that tell of it.

mod agreed;
mod letters;
mod looking;
mod stops;
mod withholding;

pub use agreed::{open_restrictions, restriction_field};
pub use letters::{letters_of_denial, letters_of_release, ready};
pub use stops::{kinds_that_stay, stops_today};
pub use withholding::record_withholding;

use chrono::NaiveDate;

use super::model::{Denial, Release, ReleasedPart};
use super::rules::minimum::whole_needs_reason;
use super::rules::{may_give, needs_finding};
use super::store::{self, NewDisclosure};
use crate::authorizations::model::Standing;
use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::{Sending, write};
use crate::notices::model::{Chosen, Notice, NoticeWay};
use crate::requests::commands::{OpenRequest, open_fact, record, tell};
use crate::requests::model::{
    CheckResult, ContactWay, Delivery, Event, FactKind, OpenFact, Recipient, WhoseMove,
};
use crate::requests::rules::clocks::StopKind;
use crate::requests::rules::roads;
use crate::requests::store::list_recipients;

/// Records what left: the check again for today, a disclosure line for each recipient, the letters that go with it and
/// tell of it (N04, N07, N08, N20), the end of the request, all in one transaction (T53, T19).
///
/// # Errors
/// A refusal when anything stops the release today, the patient is not matched, or a recipient is not on the request; a
/// field's error where what is withheld is not said, or the address book asks for a second look at where something goes (B19).
pub fn record_release(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
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
    refuse_unsaid(open, release)?;
    refuse_protected(tx, open, release)?;
    let whole_why = whole_reason(open, release)?;
    let recipients = list_recipients(tx, open.request.id)?;
    agreed::refuse_home(open, &recipients, release)?;
    let looked = looking::look_first(tx, open, by, &recipients, release)?;
    let answers = agreed::answer_restrictions(tx, open, &recipients, release)?;
    let letters = letters_of_release(tx, facilities, open, release, today)?;
    account_for(tx, open, by, release)?;
    wait_at_the_counter(tx, open, by, release)?;
    stop_clocks(open, release.released_on, StopKind::Release);
    let withheld = release.withheld.as_ref();
    let event = Event::ReleaseRecorded {
        partly: withheld.is_some(),
        pages: release.parts.iter().map(|part| part.pages).sum(),
        recipients: u32::try_from(release.parts.len()).unwrap_or(u32::MAX),
        deliveries: release.parts.iter().map(|part| part.delivery).collect(),
        reason: withheld.map_or_else(String::new, |part| part.why.clone()),
    };
    record(tx, open, Some(by), &event)?;
    looking::hand_over(tx, open, release)?;
    for text in whole_why.into_iter().chain(answers).chain(looked) {
        tell(tx, open, Some(by), &Event::NoteAdded { text })?;
    }
    send(tx, open, by, letters)
}

/// The note why an entire record left, where the law wants the reason (164.514(d)(5)).
fn whole_reason(open: &OpenRequest, release: &Release) -> Result<Option<String>, CommandError> {
    let entire = open.request.asked.scope.entire_record;
    if !whole_needs_reason(release.basis, entire) {
        return Ok(None);
    }
    match &release.whole_why {
        Some(why) => Ok(Some(
            ["The entire record left because it is needed: ", why].concat(),
        )),
        None => Err(CommandError::field(
            "whole_why",
            "Only the minimum necessary may leave here. Say why the entire record is needed, or narrow what is asked for.",
        )),
    }
}

/// A line for each recipient with its four facts (T53).
fn account_for(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    by: i64,
    release: &Release,
) -> Result<(), CommandError> {
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
    Ok(())
}

/// What is to be picked up waits until it is handed over (3.5); the request ends all the same.
fn wait_at_the_counter(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    release: &Release,
) -> Result<(), CommandError> {
    let mut deliveries = release.parts.iter().map(|part| part.delivery);
    if deliveries.any(|delivery| delivery == Delivery::PickUp) {
        let fact = OpenFact {
            kind: FactKind::PickUp,
            waiting_on: WhoseMove::Requester,
            due_on: None,
        };
        open_fact(tx, open, by, fact, "It waits at the counter.")?;
    }
    Ok(())
}

/// Nothing protected leaves unseen: where a kind stays for one of these recipients, the release says that a part stayed
/// (1.8, B7).
fn refuse_protected(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    release: &Release,
) -> Result<(), CommandError> {
    if release.withheld.is_some() {
        return Ok(());
    }
    let recipients = list_recipients(tx, open.request.id)?;
    let mut to = Vec::new();
    for part in &release.parts {
        to.push(recipient_of(&recipients, part)?.class);
    }
    match kinds_that_stay(tx, open, &to)?.first() {
        Some(one) => Err(CommandError::field("whole", stays_words(one))),
        None => Ok(()),
    }
}

/// That a kind stays, for whom and why, for staff.
pub fn stays_words(one: &Standing) -> String {
    let to = one.to.label().to_lowercase();
    format!(
        "{} stays behind for this recipient ({to}): {} Take it out and say that a part was withheld ({}).",
        one.flag.label(),
        one.row.says,
        one.row.citation
    )
}

/// What stays behind must be said: where the check withholds a part, and on which ground a part of the patient's own
/// record is denied (S5, 164.524(d)).
fn refuse_unsaid(open: &OpenRequest, release: &Release) -> Result<(), CommandError> {
    let is_access = roads::row(open.request.asked.road).is_access;
    match &release.withheld {
        None if open.request.progress.check == CheckResult::ValidInPart => {
            Err(CommandError::field(
                "whole",
                "The check withholds a part of this request (S5). Say that a part was withheld.",
            ))
        }
        Some(part) if part.denial.is_none() && is_access => Err(CommandError::field(
            "ground",
            "A part of the patient's own record is denied in writing only. Choose the ground the letter gives.",
        )),
        Some(part) => match &part.denial {
            Some(denial) => refuse_unfounded(open, denial),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

/// A ground fits its road, and a ground open to review names the licensed professional who found it (164.524(a)(3)).
fn refuse_unfounded(open: &OpenRequest, denial: &Denial) -> Result<(), CommandError> {
    if let Err(refusal) = may_give(denial.ground, open.request.asked.road) {
        return Err(CommandError::field("ground", refusal.text));
    }
    if needs_finding(denial.ground) && denial.found_by.is_none() {
        return Err(CommandError::field(
            "found_by",
            "A licensed professional must have found this. Enter the name and title.",
        ));
    }
    Ok(())
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

/// Denies in writing: the letter with everything the law demands in it (N04), the end of the request, and the stop of
/// its clocks on the day of the letter (R14), in one transaction. Nothing leaves, so there is no disclosure line.
///
/// # Errors
/// The workflow's refusal; a field's error when the ground does not fit the road or names no finding.
pub fn deny(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    by: i64,
    denial: &Denial,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    refuse_unfounded(open, denial)?;
    let letters = letters_of_denial(facilities, open, denial, today)?;
    stop_clocks(open, today, StopKind::DenialLetter);
    let ground = match &denial.found_by {
        Some(who) => [denial.ground.label(), ", found by ", who].concat(),
        None => denial.ground.label().to_owned(),
    };
    let event = Event::Denied {
        ground,
        sent_on: today,
    };
    record(tx, open, Some(by), &event)?;
    send(tx, open, by, letters)
}

/// Writes each letter beside the decision it tells; what goes on paper stands on the timeline at once, an e-mail when the
/// mail server has taken it (T21).
fn send(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    by: i64,
    letters: Vec<(Notice, Chosen)>,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    for (notice, how) in letters {
        let (way, kind) = (how.way, notice.kind());
        write(tx, open, Some(by), &notice, &Sending::fresh(how)?, today)?;
        if way == NoticeWay::Letter {
            let event = Event::NoticeSent {
                notice: [kind.as_str(), " ", kind.label()].concat(),
                way: ContactWay::Letter,
            };
            tell(tx, open, Some(by), &event)?;
        }
    }
    Ok(())
}
