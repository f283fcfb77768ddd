//! What staff do with clarifications: ask once for everything, try to reach the requester, write down the answers.

mod reminders;

pub use reminders::{due_by_hand, is_reminder_due, list_due_by_hand, remind};

use chrono::NaiveDate;

use super::model::{
    AnswerBy, Clarification, ClarificationContext, Gap, ItemAnswer, SentItem, Standing, Weight,
};
use super::rules;
use super::store;
use crate::db::{StoreError, Tx};
use crate::documents::store as documents;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::{self as notices, Sending};
use crate::notices::model::{N02, Notice};
use crate::notices::rules as notice_rules;
use crate::requests::commands::{self as requests, OpenRequest};
use crate::requests::model::{ContactWay, Event, FactKind, OpenFact, Road, WhoseMove};
use crate::requests::rules::clocks;

/// Everything one clarification letter needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Outer id of the clarification.
    pub public_id: String,
    /// Every gap there is now (R17).
    pub gaps: Vec<Gap>,
    /// How the letter goes.
    pub sending: Sending,
    /// The reason of a second letter (B9).
    pub reason: Option<String>,
    /// Whether the person may set a house rule aside.
    pub may_override: bool,
}

/// The letter that asks for every gap (N02), as it would go today.
///
/// # Errors
/// A refusal when nothing is to be asked, or the profile cannot fill a notice.
pub fn letter_of(
    facilities: &Facilities,
    open: &OpenRequest,
    gaps: &[Gap],
    today: NaiveDate,
) -> Result<N02, CommandError> {
    let request = &open.request;
    let site = &request.asked.site;
    let calendar = &open.terms.calendar;
    let ledger = clocks::clocks(&open.clock_facts(), calendar, today);
    let wants_form = gaps
        .iter()
        .any(|gap| gap.answer_by == AnswerBy::SignedPaper);
    let needs_paper = wants_form
        && !matches!(
            request.asked.road,
            Road::Subpoena
                | Road::Amendment
                | Road::Accounting
                | Road::MedicalForm
                | Road::PortalProxy
        );
    let context = ClarificationContext {
        road: request.asked.road,
        statutory_due: ledger.controlling().map(|clock| clock.statutory_due),
        answer_by: rules::answer_by(ledger.work_by, today, calendar),
        written_on: today,
        desk: notice_rules::desk_of(facilities, request, today)?,
        names: notice_rules::names_of(request),
        channels: notice_rules::answer_channels(
            facilities,
            site,
            request.asked.requester.class,
            today,
        ),
        form: needs_paper
            .then(|| notice_rules::authorization_form(facilities, site, today))
            .flatten(),
    };
    Ok(rules::compose(gaps, &context)?)
}

/// Sends the one letter and opens the clarification: the letter, its e-mail, the fact, the items and the event in one
/// transaction (T19). It stops no clock (R9). A second letter for what could have been seen the first time needs a
/// supervisor and a reason (B9); what was open before is asked again in it.
///
/// # Errors
/// A refusal R17 or B9; a field error for the address.
pub fn ask(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    by: i64,
    ask: &Ask,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let reason = second_reason(tx, open, ask)?;
    let letter = letter_of(facilities, open, &ask.gaps, today)?;
    let answer_by = letter.answer_by;
    let notice = Notice::N02(letter);
    let notice_id = notices::write(tx, open, Some(by), &notice, &ask.sending, today)?;
    replace_earlier(tx, open, by)?;
    let letters = i64::from(open.request.progress.letters_sent);
    let new = Clarification {
        id: 0,
        public_id: ask.public_id.clone(),
        request_id: open.request.id,
        notice_id,
        number: letters + 1,
        way: ask.sending.way,
        language: ask.sending.language,
        answer_by,
        sent_on: today,
        reason: reason.clone(),
        settled_at: None,
    };
    store::insert_clarification(tx, &new, &ask.gaps, by)?;
    let items: Vec<String> = ask
        .gaps
        .iter()
        .map(|gap| gap.source_check.clone())
        .collect();
    let fact = OpenFact {
        kind: FactKind::Clarification,
        waiting_on: WhoseMove::Requester,
        due_on: Some(answer_by),
    };
    let why = format!("Asked for {}", items.join(", "));
    open.request.asked.clock_inputs.asked_requester_on = Some(today);
    let event = event(ask, items, answer_by, letters, reason);
    requests::open_fact(tx, open, by, fact, &why)?;
    requests::record(tx, open, Some(by), &event)
}

fn event(
    ask: &Ask,
    items: Vec<String>,
    answer_by: NaiveDate,
    letters: i64,
    reason: Option<String>,
) -> Event {
    let (way, language) = (ask.sending.way.contact(), ask.sending.language());
    if letters == 0 {
        return Event::ClarificationSent {
            items,
            way,
            language,
            answer_by,
        };
    }
    Event::SecondLetterSent {
        items,
        way,
        language,
        answer_by,
        reason: reason.unwrap_or_else(|| "nothing new that had been visible before".to_owned()),
    }
}

fn second_reason(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    ask: &Ask,
) -> Result<Option<String>, CommandError> {
    if open.request.progress.letters_sent == 0 {
        return Ok(None);
    }
    let before = store::list_asked_checks(tx, open.request.id)?;
    let second = rules::second_letter(&before, &ask.gaps, ask.reason.as_deref())?;
    if !second.missed_before.is_empty() && !ask.may_override {
        return Err(CommandError::refused(
            "B9",
            format!(
                "{} could be seen when the first letter was written. Only a supervisor can send this second letter.",
                second.missed_before.join(", ")
            ),
        ));
    }
    Ok(second.reason)
}

/// What an earlier letter still waits for is asked again in the new one, so the earlier one is settled by it.
fn replace_earlier(tx: &mut Tx<'_>, open: &mut OpenRequest, by: i64) -> Result<(), CommandError> {
    for earlier in store::list_clarifications(tx, open.request.id)? {
        if earlier.settled_at.is_some() {
            continue;
        }
        for item in store::list_items(tx, earlier.id)? {
            if item.answer == ItemAnswer::StillOpen {
                let note = Some("Asked again in a later letter.");
                let way = earlier.way.contact();
                store::answer_item(
                    tx,
                    earlier.id,
                    item.id,
                    ItemAnswer::Withdrawn,
                    way,
                    note,
                    by,
                )?;
            }
        }
        store::settle(tx, earlier.id)?;
    }
    let why = "A later letter asks for everything again.";
    requests::close_fact(tx, open, by, FactKind::Clarification, why)?;
    Ok(())
}

/// An attempt to reach the requester.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// How.
    pub way: ContactWay,
    /// Whether somebody was reached.
    pub reached: bool,
    /// What was said.
    pub said: String,
    /// The reminder of the schedule that it was, which is ticked off with it.
    pub reminder: Option<u32>,
}

/// Writes down an attempt to reach the requester, and ticks off the reminder that it was. It closes nothing and stops no
/// clock (R14).
///
/// # Errors
/// A refusal when the request is closed; a field's error when that reminder was made already.
pub fn record_contact(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    clarification: &Clarification,
    by: i64,
    attempt: &Attempt,
) -> Result<(), CommandError> {
    let (way, reached) = (attempt.way, attempt.reached);
    let contact = store::insert_contact(tx, clarification.id, by, way, reached, &attempt.said)?;
    if let Some(number) = attempt.reminder {
        if store::list_reminded(tx, clarification.id)?.contains(&i64::from(number)) {
            return Err(CommandError::field(
                "reminder",
                "This reminder is ticked off already. Record the attempt without it.",
            ));
        }
        store::insert_reminder_made(tx, clarification.id, number, contact)?;
        requests::tell(tx, open, Some(by), &Event::ReminderSent { way, number })?;
    }
    let event = Event::ContactAttempted {
        way,
        reached,
        said: attempt.said.clone(),
    };
    requests::record(tx, open, Some(by), &event)
}

/// What an answer says about the items, by their row ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// By which way it came.
    pub way: ContactWay,
    /// How each item stands now.
    pub items: Vec<(i64, ItemAnswer)>,
    /// What was answered, in words.
    pub note: Option<String>,
    /// The papers of the request that hold the answer, by outer id.
    pub papers: Vec<String>,
}

/// Writes down an answer. When nothing is open any more the clarification is settled and the paper is to be checked
/// again; nothing is ever closed by time (R14). The papers that hold the answer are tied to the items it answers.
///
/// # Errors
/// A refusal when the clarification is settled already, or the answer changes nothing; a field's error when a paper is
/// none of this request.
pub fn record_answer(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    clarification: &Clarification,
    by: i64,
    answered: &Answered,
) -> Result<Standing, CommandError> {
    if clarification.settled_at.is_some() {
        return Err(CommandError::refused(
            "R14",
            "This clarification is settled already.",
        ));
    }
    let papers = papers_of(tx, open, &answered.papers)?;
    let before = store::list_items(tx, clarification.id)?;
    let mut closed = Vec::new();
    for item in &before {
        let now = answered.items.iter().find(|(id, _)| *id == item.id);
        let Some((_, answer)) = now.filter(|(_, answer)| *answer != item.answer) else {
            continue;
        };
        let note = answered.note.as_deref();
        store::answer_item(
            tx,
            clarification.id,
            item.id,
            *answer,
            answered.way,
            note,
            by,
        )?;
        if *answer != ItemAnswer::StillOpen {
            closed.push(item.source_check.clone());
        }
        if *answer == ItemAnswer::Answered {
            for paper in &papers {
                store::insert_item_paper(tx, item.id, *paper)?;
            }
        }
    }
    if closed.is_empty() {
        return Err(CommandError::field(
            "",
            "Say for at least one item that it was answered or is no longer asked.",
        ));
    }
    let items = store::list_items(tx, clarification.id)?;
    let event = Event::AnswerRecorded {
        way: answered.way,
        answered: closed,
        still_open: checks(&rules::still_open(&items)),
    };
    requests::record(tx, open, Some(by), &event)?;
    if settles(&items) {
        settle(tx, open, clarification, by)?;
        return Ok(Standing::ReadyToRecheck);
    }
    Ok(rules::standing(&items))
}

/// The rows of the papers that hold the answer, each of this request.
fn papers_of(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    papers: &[String],
) -> Result<Vec<i64>, CommandError> {
    let mut rows = Vec::new();
    for paper in papers {
        match documents::get_of_request(tx, open.request.id, paper) {
            Ok(paper) => rows.push(paper.id),
            Err(StoreError::NotFound) => {
                return Err(CommandError::field(
                    "papers",
                    "One of these papers is not with this request any more. Open the page again.",
                ));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(rows)
}

fn checks(items: &[&SentItem]) -> Vec<String> {
    items.iter().map(|item| item.source_check.clone()).collect()
}

/// What would only help need not be waited for.
fn settles(items: &[SentItem]) -> bool {
    rules::still_open(items)
        .iter()
        .all(|item| item.weight == Weight::Helpful)
}

fn settle(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    clarification: &Clarification,
    by: i64,
) -> Result<(), CommandError> {
    store::settle(tx, clarification.id)?;
    let reason = "Everything that was needed is answered";
    // The workflow judges the event while the fact is open; the index is rewritten once it is closed.
    let settled = Event::ClarificationSettled {
        reason: reason.to_owned(),
    };
    requests::close_fact(tx, open, by, FactKind::Clarification, reason)?;
    requests::record(tx, open, Some(by), &settled)
}

/// Opens the clarification of an outer id for a change.
///
/// # Errors
/// `NotFound`.
pub fn find(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    public_id: &str,
) -> Result<Clarification, StoreError> {
    store::get_clarification(tx, open.request.id, public_id)
}
