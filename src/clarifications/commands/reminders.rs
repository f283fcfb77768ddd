//! Reminders on the profile's schedule: the desk sends those by e-mail itself, a person makes the others and ticks them
//! off. No reminder closes anything or stops a clock (R9, R14).

use chrono::{NaiveDate, NaiveDateTime};

use crate::clarifications::model::{Clarification, DueReminder, ReminderStep};
use crate::clarifications::{rules, store};
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::facilities::model::ReminderBy;
use crate::notices::commands::{self as notices, Sending};
use crate::notices::model::{Chosen, Due, N20, Notice, NoticeWay};
use crate::notices::rules as notice_rules;
use crate::notices::store::address_of;
use crate::requests::commands::{self as requests, OpenRequest};
use crate::requests::model::{ContactWay, Event, FactKind, Stage, WhoseMove};
use crate::requests::rules::clocks;

/// Most waiting clarifications that are looked at for one page.
const LOOKED_AT: i64 = 500;

/// Whether the desk sends a step by itself: it goes by e-mail, because there is an address it may go to.
fn goes_by_itself(step: ReminderStep, way: NoticeWay, has_email: Option<bool>) -> bool {
    step.by == ReminderBy::SameWay && has_email.unwrap_or(way == NoticeWay::Email)
}

/// Whether a reminder that goes by itself should have gone by now: its address waits for a second look (B19), and a person
/// sees it.
fn is_held(step: ReminderStep, today: NaiveDate) -> bool {
    step.due_on < today
}

/// Whether the requester can be written to by e-mail; a patient who asked to be reached another way only where it was agreed
/// (B20). Nothing where no address is known but the one the letter went to.
fn has_email(open: &OpenRequest) -> Option<bool> {
    match open.request.elsewhere() {
        Some(elsewhere) => Some(elsewhere.email.is_some()),
        None => open.request.asked.requester.email.is_some().then_some(true),
    }
}

/// The steps of the schedule whose day has come and that nobody made.
fn due_steps(
    facilities: &Facilities,
    open: &OpenRequest,
    waiting: &Clarification,
    made: &[i64],
    today: NaiveDate,
) -> Vec<ReminderStep> {
    let over = waiting.settled_at.is_some()
        || open.request.stage == Stage::Closed
        || !open.facts().is_open(FactKind::Clarification);
    let site = &open.request.asked.site;
    let steps = rules::schedule(facilities, site, waiting.sent_on, &open.terms.calendar);
    rules::reminders_due(&steps, today, over)
        .into_iter()
        .filter(|step| !made.contains(&i64::from(step.number)))
        .collect()
}

/// The reminders of a clarification that wait for a person: by phone, on paper, or as a task.
pub fn due_by_hand(
    facilities: &Facilities,
    open: &OpenRequest,
    waiting: &Clarification,
    made: &[i64],
    today: NaiveDate,
) -> Vec<ReminderStep> {
    due_steps(facilities, open, waiting, made, today)
        .into_iter()
        .filter(|step| {
            !goes_by_itself(*step, waiting.way, has_email(open)) || is_held(*step, today)
        })
        .collect()
}

/// The reminders at these sites that wait for a person, the longest due first: two statements, however many wait.
///
/// # Errors
/// When the database cannot be read.
pub fn list_due_by_hand(
    read: &mut Read<'_>,
    facilities: &Facilities,
    sites: &[String],
    now: NaiveDateTime,
) -> Result<Vec<DueReminder>, StoreError> {
    let waiting = store::list_waiting_at(read, sites, now.date(), LOOKED_AT)?;
    let ids: Vec<i64> = waiting.iter().map(|one| one.id).collect();
    let made = store::list_all_reminded(read, &ids)?;
    let mut due = Vec::new();
    for one in &waiting {
        let Some(terms) = facilities.terms(&one.site, one.sent_on) else {
            continue;
        };
        let today = terms.calendar.local_date(now);
        let steps = rules::schedule(facilities, &one.site, one.sent_on, &terms.calendar);
        let open = rules::reminders_due(&steps, today, false)
            .into_iter()
            .filter(|step| !made.contains(&(one.id, i64::from(step.number))))
            .map(|step| (step, goes_by_itself(step, one.way, one.has_email)))
            .filter(|(step, by_itself)| !by_itself || is_held(*step, today));
        due.extend(open.map(|(step, held)| DueReminder {
            request: one.request.clone(),
            reference: one.reference.clone(),
            clarification: one.public_id.clone(),
            step,
            held,
        }));
    }
    due.sort_by_key(|one| (one.step.due_on, one.reference.clone()));
    Ok(due)
}

/// Whether a reminder is due that the desk sends by itself.
///
/// # Errors
/// When the database cannot be read.
pub fn is_reminder_due(
    read: &mut Read<'_>,
    facilities: &Facilities,
    id: i64,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    due_by_itself(read, facilities, id, now).map(|due| due.is_some())
}

fn due_by_itself(
    read: &mut Read<'_>,
    facilities: &Facilities,
    id: i64,
    now: NaiveDateTime,
) -> Result<Option<(Clarification, OpenRequest, ReminderStep)>, StoreError> {
    let waiting = store::get_by_id(read, id)?;
    if waiting.settled_at.is_some() {
        return Ok(None);
    }
    let open = requests::open_by_id(read, facilities, waiting.request_id)?;
    let made = store::list_reminded(read, id)?;
    let today = open.terms.calendar.local_date(now);
    let due = due_steps(facilities, &open, &waiting, &made, today)
        .into_iter()
        .find(|step| goes_by_itself(*step, waiting.way, has_email(&open)));
    if due.is_some() && address_waits(read, &open, &waiting)? {
        return Ok(None);
    }
    Ok(due.map(|step| (waiting, open, step)))
}

/// Whether the address a reminder would go to waits for a person to look at it first (B19): the one the letter went to, or,
/// where that went on paper, the requester's.
fn address_waits(
    read: &mut Read<'_>,
    open: &OpenRequest,
    waiting: &Clarification,
) -> Result<bool, StoreError> {
    let sent_to = address_of(read, waiting.notice_id)?;
    let requesters = open.request.email_of_requester().map(str::to_owned);
    match sent_to.or(requesters) {
        Some(email) => notices::waits_for_look(read, open, &email),
        None => Ok(false),
    }
}

/// Sends the reminder that is due by itself: the same e-mail once more, or, where the letter went on paper, that we are
/// waiting for its answer. Answers whether one went.
///
/// # Errors
/// When it cannot be stored.
pub fn remind(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    id: i64,
    ids: (String, String),
) -> Result<bool, CommandError> {
    let now = tx.now();
    let Some((waiting, open, step)) = due_by_itself(tx, facilities, id, now)? else {
        return Ok(false);
    };
    let today = open.terms.calendar.local_date(now);
    let notice = match waiting.way {
        NoticeWay::Email => notices::write_again(tx, &open, waiting.notice_id, ids, today)?,
        NoticeWay::Letter => Some(say_that_we_wait(tx, facilities, &open, &waiting, today)?),
    };
    let Some(notice) = notice else {
        return Ok(false);
    };
    store::insert_reminder(tx, id, step.number, notice)?;
    let event = Event::ReminderSent {
        way: ContactWay::Email,
        number: step.number,
    };
    requests::tell(tx, &open, None, &event)?;
    Ok(true)
}

/// How the request stands, by e-mail: the next step is the requester's (N20). It names nobody and nothing (T51).
fn say_that_we_wait(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &OpenRequest,
    waiting: &Clarification,
    today: NaiveDate,
) -> Result<i64, CommandError> {
    let request = &open.request;
    let ledger = clocks::clocks(&open.clock_facts(), &open.terms.calendar, today);
    let due = ledger
        .controlling()
        .map(|clock| Due::Law(clock.statutory_due));
    let standing = N20 {
        desk: notice_rules::desk_of(facilities, request, today)?,
        verified: None,
        written_on: today,
        stage: request.stage,
        whose_move: WhoseMove::Requester,
        due,
    };
    let chosen = Chosen {
        language: waiting.language,
        way: NoticeWay::Email,
        email: request.email_of_requester().map(str::to_owned),
        look: None,
    };
    let sending = Sending::fresh(chosen)?;
    notices::write(tx, open, None, &Notice::N20(standing), &sending, today)
}
