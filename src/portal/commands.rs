//! What a portal can do: send a request, add to one, say what it sent on a day.

use chrono::NaiveDate;

use super::model::{Compared, Message, SignedInAs, Standing};
use super::rules::{already_shown, sure};
use super::store;
use crate::app::Seen;
use crate::db::{Read, StoreError, Tx, new_public_id};
use crate::documents::commands::{attach, tell_papers};
use crate::documents::model::{PaperRole, WithPaper};
use crate::error::{AppError, CommandError};
use crate::facilities::Facilities;
use crate::facilities::rules::PortalSplit;
use crate::intake::commands::{Findings, LikelySame, look};
use crate::intake::model::Intake;
use crate::intake::rules::{decide, new_request};
use crate::requests::commands::{OpenRequest, log_request, open, record};
use crate::requests::model::{Channel, Event};
use crate::requests::rules::clocks::clocks;
use crate::staff::model::Actor;
use crate::staff::store::note_portal_use;

/// The key under which a portal's papers wait for the message that names them.
pub fn waiting_under(portal: i64) -> String {
    format!("portal-{portal}")
}

/// Takes a request: once for a key, once for a message. Who the patient is is settled where nothing speaks against it;
/// likely duplicates are named for the person who checks. Answers the request's name in addresses, and whether it is new.
///
/// # Errors
/// `KeyReused` when the key came with other contents; refused when the message is here under another key; a field's error
/// when a paper is not here.
pub fn take_request(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: &Actor,
    message: &Message,
    signed_in_as: SignedInAs,
    intake: Intake,
) -> Result<(String, bool), CommandError> {
    if let Some(known) = taken_before(tx, message)? {
        return Ok((known, false));
    }
    let today = facilities.today(&intake.site, tx.now());
    let terms = facilities
        .terms(&intake.site, today)
        .ok_or_else(|| CommandError::refused("S4", "This site is not one of the hospital's."))?;
    let decided = decide(&intake, &terms, today)
        .map_err(|sentence| CommandError::field("submitted_at", sentence))?;
    let findings = look(tx, &terms, &by.sites, &intake, &decided)?;
    let patient = sure(findings.patients.iter().map(|one| &one.candidate));
    let mut said = vec![signed_in(&by.name, signed_in_as)];
    said.extend(shown_there(facilities, &intake, today));
    said.extend(look_alikes(&findings));
    said.extend(intake.note.clone());
    let papers = intake.papers.clone();
    let new = new_request(intake, decided, patient);
    let (logged, mut request) = log_request(tx, facilities, by.staff_id, new_public_id()?, new)?;
    attach(
        tx,
        &waiting_under(message.portal),
        by.staff_id,
        &papers,
        None,
        logged.id,
    )?;
    for text in said {
        let event = Event::NoteAdded { text };
        record(tx, &mut request, Some(by.staff_id), &event)?;
    }
    store::insert_message(tx, message, logged.id)?;
    Ok((logged.public_id, true))
}

/// The answer to a message that was taken before; holds up every other message of the portal until this one is stored.
fn taken_before(tx: &mut Tx<'_>, message: &Message) -> Result<Option<String>, CommandError> {
    note_portal_use(tx, message.portal)?;
    if let Some(known) = store::find_by_key(tx, message.portal, &message.key)? {
        if known.body_hash != message.body_hash {
            return Err(CommandError::KeyReused);
        }
        tx.subject.detail = Some("sent again".to_owned());
        return Ok(Some(known.request));
    }
    if store::is_here(tx, message.portal, &message.message)? {
        return Err(CommandError::field(
            "message",
            "A message of this id is here already, sent with another key. Nothing was stored twice.",
        ));
    }
    Ok(None)
}

/// The sign-in proves who asks (1.15).
fn signed_in(portal: &str, as_whom: SignedInAs) -> String {
    format!(
        "Sent through {portal} by somebody signed in as {}. The sign-in proves who asks (1.15).",
        as_whom.label()
    )
}

/// What the requester could see there already, for who talks to them (S111–S113).
fn shown_there(facilities: &Facilities, intake: &Intake, today: NaiveDate) -> Option<String> {
    let (profile, _) = facilities.of_site(&intake.site)?;
    let answer = already_shown(profile, &intake.scope, today);
    (answer.split != PortalSplit::NoCutOff).then_some(answer.sentence)
}

/// Earlier requests that may be the same, with what matched (B17): nobody was there to be asked.
fn look_alikes(findings: &Findings) -> Vec<String> {
    let sentence = |same: &LikelySame| {
        format!(
            "{} may be the same request: {}. Link it, or close this one as its duplicate.",
            same.earlier.reference,
            same.likely.matched.join(", ")
        )
    };
    findings.same.iter().map(sentence).collect()
}

/// Words and papers for a request that is here, closed or not: nothing that arrives is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The words.
    pub text: Option<String>,
    /// The papers.
    pub papers: Vec<WithPaper>,
}

/// Adds to a request this portal sent. Answers whether it is new.
///
/// # Errors
/// `NotFound` when the portal did not send it; otherwise as [`take_request`].
pub fn add(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: &Actor,
    message: &Message,
    request: &str,
    addition: Addition,
) -> Result<bool, CommandError> {
    if taken_before(tx, message)?.is_some() {
        return Ok(false);
    }
    let mut opened = own(tx, facilities, by, message.portal, request)?;
    let papers = &addition.papers;
    let (key, id) = (waiting_under(message.portal), opened.request.id);
    let role = Some(PaperRole::Answer);
    attach(tx, &key, by.staff_id, papers, role, id)?;
    tell_papers(tx, &mut opened, by.staff_id, papers, role, Channel::Portal)?;
    if let Some(text) = addition.text {
        let text = format!("Written through {}: {text}", by.name);
        let event = Event::NoteAdded { text };
        record(tx, &mut opened, Some(by.staff_id), &event)?;
    }
    Ok(store::insert_message(tx, message, id).map(|()| true)?)
}

/// Opens a request that this portal sent; another's is not there for it.
fn own(
    read: &mut Read<'_>,
    facilities: &Facilities,
    by: &Actor,
    portal: i64,
    request: &str,
) -> Result<OpenRequest, StoreError> {
    if !store::has_sent(read, portal, request)? {
        return Err(StoreError::NotFound);
    }
    open(read, facilities, request, &by.sites, None)
}

/// Where a request stands, as its portal may be told, with what was seen.
///
/// # Errors
/// `NotFound` when the portal did not send it.
pub fn standing(
    read: &mut Read<'_>,
    facilities: &Facilities,
    by: &Actor,
    portal: i64,
    request: &str,
    today: NaiveDate,
) -> Result<(Standing, Seen), AppError> {
    let opened = own(read, facilities, by, portal, request)?;
    let now = &opened.request;
    let ledger = clocks(&opened.clock_facts(), &opened.terms.calendar, today);
    let local_day = |at| opened.terms.calendar.local_date(at);
    let standing = Standing {
        id: now.public_id.clone(),
        reference: now.reference.to_string(),
        received_on: now.asked.received_on,
        status: now.shown.as_str(),
        status_text: now.shown.label(),
        whose_move: now.whose_move.as_str(),
        due_on: now.closed_at.is_none().then_some(now.due_on),
        status_ok_from: ledger.status_ok_from,
        closed_on: now.closed_at.map(local_day),
    };
    Ok((standing, opened.seen()))
}

/// Compares what a portal says it sent on a day with what is here, and keeps the difference for the evening (B11).
///
/// # Errors
/// When it cannot be stored.
pub fn compare(
    tx: &mut Tx<'_>,
    portal: i64,
    day: NaiveDate,
    stated: &[String],
) -> Result<Compared, CommandError> {
    note_portal_use(tx, portal)?;
    let here = store::list_of_day(tx, portal, day)?;
    let without = |from: &[String], of: &[String]| -> Vec<String> {
        let gone: std::collections::HashSet<&String> = of.iter().collect();
        from.iter()
            .filter(|id| !gone.contains(id))
            .cloned()
            .collect()
    };
    let compared = Compared {
        day,
        stated: stated.len(),
        missing: without(stated, &here),
        not_stated: without(&here, stated),
    };
    store::insert_day(tx, portal, &compared)?;
    Ok(compared)
}
