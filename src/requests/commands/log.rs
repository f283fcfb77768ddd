//! Logging a request.

use chrono::Datelike;

use super::open::OpenRequest;
use super::record::{local_today, rewrite_index};
use crate::db::{Tx, search};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::patients::rules::fold;
use crate::requests::model::{
    Event, NewRequest, Progress, Request, RequestId, RequestVersion, ShownStatus, Stage, WhoseMove,
};
use crate::requests::store;
use crate::words::Reference;

/// What the person is told after logging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Inner id.
    pub id: RequestId,
    /// The one in addresses.
    pub public_id: String,
    /// The one people say.
    pub reference: Reference,
}

/// Logs a request: its number, its row with the first due date, its recipients, its first event, its search words.
///
/// # Errors
/// A refusal when the site is unknown; otherwise when it cannot be stored.
pub fn log_request(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: i64,
    public_id: String,
    new: NewRequest,
) -> Result<(Logged, OpenRequest), CommandError> {
    let terms = facilities
        .terms(&new.site, new.received_on)
        .ok_or_else(|| {
            CommandError::refused("S4", "This site is not one of the hospital's sites.")
        })?;
    let today = local_today(&terms, tx);
    let reference = next_reference(tx, today.year())?;
    let event = Event::Logged {
        channel: new.channel,
        road: new.road,
        received_on: new.received_on,
        why_received: new.received_why.join(" "),
        documents: new.documents,
    };
    let mut request = fresh(tx, public_id, reference, &terms.organization, by, new);
    request.matched = store::find_matched(tx, request.asked.patient.id)?;
    rewrite_index(&mut request, Vec::new(), &terms, tx.now(), today);
    request.id = store::insert_request(tx, &request)?;
    store::insert_recipients(tx, request.id, &request.asked.recipients)?;
    store::insert_event(tx, request.id, Some(by), &event, request.whose_move)?;
    search::index_request(tx, request.id.0, &words_of(&request))?;
    tx.subject.request_id = Some(request.id.0);
    tx.subject.patient_id = request.asked.patient.id;
    let logged = Logged {
        id: request.id,
        public_id: request.public_id.clone(),
        reference,
    };
    Ok((
        logged,
        OpenRequest {
            request,
            facts: Vec::new(),
            terms,
            judged: Vec::new(),
        },
    ))
}

fn next_reference(tx: &mut Tx<'_>, year: i32) -> Result<Reference, CommandError> {
    let number = search::next_reference_number(tx, year)?;
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Reference::new(year, number).map_err(|_| {
        CommandError::refused(
            "T13",
            "This year's numbers are used up. Tell the administrator.",
        )
    })
}

fn fresh(
    tx: &Tx<'_>,
    public_id: String,
    reference: Reference,
    organization: &str,
    by: i64,
    asked: NewRequest,
) -> Request {
    let now = tx.now();
    Request {
        id: RequestId(0),
        public_id,
        reference,
        organization: organization.to_owned(),
        logged_at: now,
        logged_by: by,
        progress: Progress::default(),
        stage: Stage::Received,
        disposition: None,
        closed_at: None,
        owner_id: None,
        whose_move: WhoseMove::Us,
        whose_move_since: now,
        shown: ShownStatus::Received,
        due_rule: String::new(),
        due_on: asked.received_on,
        work_by: asked.received_on,
        version: RequestVersion(1),
        matched: None,
        asked,
    }
}

/// Writes the words anew by which a request is found, after something of them changed.
///
/// # Errors
/// When they cannot be stored.
pub fn find_anew(tx: &mut Tx<'_>, open: &OpenRequest) -> Result<(), CommandError> {
    let words = words_of(&open.request);
    Ok(search::index_request(tx, open.request.id.0, &words)?)
}

/// The folded words a request is found by: reference, names, record number, telephone digits, the
/// requester's own reference.
fn words_of(request: &Request) -> String {
    let asked = &request.asked;
    let digits: String = asked
        .requester
        .phone
        .iter()
        .flat_map(|p| p.chars())
        .filter(char::is_ascii_digit)
        .collect();
    let born = asked
        .patient
        .born_on
        .map_or_else(String::new, |d| d.format("%Y%m%d").to_string());
    let parts = [
        fold(&request.reference.to_string()),
        request.reference.number().to_string(),
        fold(&asked.patient.name),
        fold(&asked.requester.name),
        asked.patient.mrn.as_deref().map_or_else(String::new, fold),
        digits,
        born,
        asked
            .requester
            .reference
            .as_deref()
            .map_or_else(String::new, fold),
    ];
    parts.join(" ")
}
