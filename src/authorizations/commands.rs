//! What staff do with the checklist: answer it, and ask once for what is missing.

use chrono::NaiveDate;

use super::model::{
    CheckContext, CheckId, Destination, Ending, Flag, Outcome, PaperAnswers, Verdict,
};
use super::rules::protected;
use super::{rules, store};
use crate::clarifications::model::Gap;
use crate::clarifications::store as clarifications;
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::form_state::FieldError;
use crate::patients::store::find_marks;
use crate::requests::commands::{self as requests, OpenRequest};
use crate::requests::model::{CheckResult, Event, FactKind, RequesterClass, Road, Stage};
use crate::requests::rules::roads;
use crate::staff::model::Actor;

/// What the checks are asked about: the request, its facility's law, and what was typed of the paper.
pub fn context_of(open: &OpenRequest, paper: &PaperAnswers, as_of: NaiveDate) -> CheckContext {
    CheckContext {
        road: open.request.asked.road,
        state: open.terms.state,
        law: open.terms.law,
        flags: paper.flags.clone(),
        as_of,
        signed_on: paper.signed_on,
        expires_on: paper.expires_on,
        expires_event: paper.expires_event.clone(),
        born_on: open.request.asked.patient.born_on,
    }
}

/// Where what is asked for would go: to everybody named on the request, or to whoever asks while nobody is.
pub fn destination_of(open: &OpenRequest) -> Destination {
    let asked = &open.request.asked;
    let mut to: Vec<RequesterClass> = Vec::new();
    for recipient in &asked.recipients {
        if !to.contains(&recipient.class) {
            to.push(recipient.class);
        }
    }
    if to.is_empty() {
        to.push(asked.requester.class);
    }
    Destination {
        state: open.terms.state,
        road: asked.road,
        to,
    }
}

/// What the answers say: every check, with what is protected weighed in (1.8).
pub fn judged(open: &OpenRequest, paper: &PaperAnswers, as_of: NaiveDate) -> Outcome {
    let outcome = rules::outcome(&context_of(open, paper, as_of), &paper.answers);
    protected::weighed(outcome, &protected::standings(&destination_of(open), paper))
}

/// What is known of a request before anybody looked at its paper: the flags a first check begins with, those of the
/// patient's entry in the index among them.
///
/// # Errors
/// When the database cannot be read.
pub fn known_flags(
    read: &mut Read<'_>,
    open: &OpenRequest,
    today: NaiveDate,
) -> Result<Vec<Flag>, StoreError> {
    let asked = &open.request.asked;
    let marks = find_marks(read, asked.patient.id)?;
    let minor = asked
        .patient
        .born_on
        .and_then(|on| on.checked_add_months(chrono::Months::new(18 * 12)))
        .is_some_and(|adult_on| adult_on > today);
    let represented = asked.road == Road::PersonalRepresentative
        || asked.requester.class == RequesterClass::Representative;
    let known = [
        (minor, Flag::Minor),
        (represented, Flag::Representative),
        (asked.clock_inputs.oral_only, Flag::Oral),
        (asked.road == Road::Research, Flag::Research),
        (marks.restricted, Flag::Restrict),
        (marks.reached_elsewhere, Flag::Confcomm),
    ]
    .into_iter()
    .filter_map(|(known, flag)| known.then_some(flag));
    Ok(known.collect())
}

/// Records a complete check: verifying begins if it had not, the answers are kept, and the event says whether something
/// may leave on the paper. A valid paper starts the clocks that waited for one (R19).
///
/// # Errors
/// A sentence beside every check that is still unanswered (R17); a refusal when the request is closed.
pub fn record_check(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    paper: &PaperAnswers,
) -> Result<Outcome, CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let context = context_of(open, paper, today);
    let outcome = judged(open, paper, today);
    refuse_unanswered(open, paper, &context, &outcome)?;
    if open.request.stage == Stage::Received {
        requests::record(tx, open, Some(by), &Event::VerifyingStarted)?;
    }
    store::insert_check(tx, open.request.id, today, paper, outcome.result, by)?;
    let event = event_of(&outcome, today);
    if outcome.may_release() {
        start_waiting_clocks(tx, open)?;
        if open.facts().is_open(FactKind::Clarification) {
            settle_open(tx, open, by)?;
        }
    }
    requests::record(tx, open, Some(by), &event)?;
    Ok(outcome)
}

/// A sentence beside every check and every question about protected information that has no answer yet.
fn refuse_unanswered(
    open: &OpenRequest,
    paper: &PaperAnswers,
    context: &CheckContext,
    outcome: &Outcome,
) -> Result<(), CommandError> {
    let checks = rules::unanswered(context, &paper.answers, &outcome.unanswered);
    let of_check = |(id, text): (CheckId, String)| FieldError {
        field: id.as_str().to_owned(),
        text,
    };
    let of_kind = |flag: Flag| FieldError {
        field: protected_field(flag),
        text: format!(
            "{}: answer this, so that nothing protected leaves on a doubt.",
            flag.label()
        ),
    };
    let kinds = protected::unanswered(&destination_of(open), paper);
    let missing: Vec<FieldError> = checks
        .into_iter()
        .map(of_check)
        .chain(kinds.into_iter().map(of_kind))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(CommandError::Fields(missing))
    }
}

/// The name of the field that answers for a protected kind.
pub fn protected_field(flag: Flag) -> String {
    ["protected-", flag.as_str()].concat()
}

fn event_of(outcome: &Outcome, as_of: NaiveDate) -> Event {
    if outcome.may_release() {
        return Event::CheckPassed {
            as_of,
            withheld_parts: u32::try_from(
                outcome.withheld_parts.len() + outcome.protected_stay.len(),
            )
            .unwrap_or(u32::MAX),
        };
    }
    Event::CheckFailed {
        as_of,
        result: match outcome.result {
            Verdict::Invalid => CheckResult::Invalid,
            Verdict::Valid | Verdict::ValidInPart | Verdict::NeedsClarification => {
                CheckResult::NeedsClarification
            }
        },
        failed: outcome
            .failed
            .iter()
            .map(|failed| failed.id.as_str().to_owned())
            .collect(),
    }
}

/// R19: where a defective document starts no clock, the clock starts the day a valid one was there: the day of receipt,
/// or the day the answer came that made it valid.
fn start_waiting_clocks(tx: &mut Tx<'_>, open: &mut OpenRequest) -> Result<(), CommandError> {
    if !roads::row(open.request.asked.road).defect_starts_no_clock
        || open
            .request
            .asked
            .clock_inputs
            .authorization_valid_on
            .is_some()
    {
        return Ok(());
    }
    let answered_at = clarifications::find_last_answer(tx, open.request.id)?;
    let on = answered_at.map_or(open.request.asked.received_on, |at| {
        open.terms.calendar.local_date(at)
    });
    open.request.asked.clock_inputs.authorization_valid_on = Some(on);
    Ok(())
}

/// A paper that is in order needs no answer any more.
fn settle_open(tx: &mut Tx<'_>, open: &mut OpenRequest, by: i64) -> Result<(), CommandError> {
    for waiting in clarifications::list_clarifications(tx, open.request.id)? {
        if waiting.settled_at.is_none() {
            clarifications::settle(tx, waiting.id)?;
        }
    }
    let reason = "The papers were found in order";
    let event = Event::ClarificationSettled {
        reason: reason.to_owned(),
    };
    requests::close_fact(tx, open, by, FactKind::Clarification, reason)?;
    requests::record(tx, open, Some(by), &event)
}

/// What the newest check asks for outside the house (R17): its gaps; none when there is no check yet.
///
/// # Errors
/// When the database cannot be read.
pub fn gaps_of(read: &mut Read<'_>, open: &OpenRequest) -> Result<Option<Vec<Gap>>, StoreError> {
    let Some(check) = store::find_last_check(read, open.request.id)? else {
        return Ok(None);
    };
    let first = store::find_first_checked_on(read, open.request.id)?.unwrap_or(check.as_of);
    let context = context_of(open, &check.paper, check.as_of);
    let outcome = judged(open, &check.paper, check.as_of);
    Ok(Some(rules::gaps(&outcome, &context, first)))
}

/// Writes down that an authorization, or the authority behind it, ended before its day. The check again on the day of
/// release reads it (B13); until a paper signed later is checked, nothing leaves.
///
/// # Errors
/// A field's error for a day that has not come; a refusal when the request is closed.
pub fn record_ending(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    ending: &Ending,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    if ending.on > today {
        return Err(CommandError::field(
            "on",
            "This day has not come. Write down what has ended; the paper's own last day stands in the check.",
        ));
    }
    store::insert_ending(tx, open.request.id, ending, actor.staff_id)?;
    let event = Event::AuthorizationEnded {
        how: ending.how,
        on: ending.on,
        way: ending.way,
    };
    requests::record(tx, open, Some(actor.staff_id), &event)
}
