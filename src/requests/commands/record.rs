//! The end of every change.

use chrono::NaiveDate;

use super::open::{OpenRequest, clock_facts, facts_of};
use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Terms;
use crate::requests::model::{
    CheckResult, Event, FactId, FactKind, OpenFact, Progress, Request, RequestVersion, Stage,
    WhoseMove,
};
use crate::requests::rules::clocks::clocks;
use crate::requests::rules::status;
use crate::requests::store::{self, StoredFact};
use crate::requests::workflow;

/// Who makes a change: a person, or the desk's own job.
pub type By = Option<i64>;

/// Records what happened: the stage it leads to, the event, the index, the version. The request must carry every change
/// the event speaks of already (a new owner, another road); here it is judged and stored.
///
/// # Errors
/// The workflow's refusal; `Stale` when somebody changed the request first.
pub fn record(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: By,
    event: &Event,
) -> Result<(), CommandError> {
    let before = open.request.version;
    let stage = workflow::next(open.request.stage, event.kind(), &open.facts_before())?;
    open.request.progress = progress_after(&open.request, stage, event);
    if stage == Stage::Closed && open.request.stage != Stage::Closed {
        open.request.disposition = event.disposition();
        open.request.closed_at = Some(tx.now());
    }
    open.request.stage = stage;
    let today = local_today(&open.terms, tx);
    let facts: Vec<OpenFact> = open.facts.iter().filter_map(StoredFact::open).collect();
    open.judged.clone_from(&facts);
    rewrite_index(&mut open.request, facts, &open.terms, tx.now(), today);
    open.request.version = RequestVersion(before.0 + 1);
    store::insert_event(tx, open.request.id, by, event, open.request.whose_move)?;
    store::update_request(tx, &open.request, before)?;
    tx.subject.request_id = Some(open.request.id.0);
    tx.subject.patient_id = open.request.asked.patient.id;
    Ok(())
}

/// Tells what happened beside the request and changes nothing of it: a message left, a reminder went. The event is
/// appended and the version stays, so that nobody's open form grows stale because mail was sent.
///
/// # Errors
/// The workflow's refusal.
pub fn tell(
    tx: &mut Tx<'_>,
    open: &OpenRequest,
    by: By,
    event: &Event,
) -> Result<(), CommandError> {
    workflow::next(open.request.stage, event.kind(), &open.facts())?;
    store::insert_event(tx, open.request.id, by, event, open.request.whose_move)?;
    tx.subject.request_id = Some(open.request.id.0);
    tx.subject.patient_id = open.request.asked.patient.id;
    Ok(())
}

/// What the events add up to: what was checked or reviewed counts only until what it looked at changes (B13).
fn progress_after(request: &Request, stage: Stage, event: &Event) -> Progress {
    let mut progress = request.progress.clone().after(event);
    if workflow::unsettles_check(event.kind()) {
        progress.check = CheckResult::NotChecked;
    }
    if workflow::unsettles_review(request.stage, stage) {
        progress.quality_checks = 0;
    }
    progress
}

/// The facility's local date of this transaction (R1).
pub(super) fn local_today(terms: &Terms, tx: &Tx<'_>) -> NaiveDate {
    terms.calendar.local_date(tx.now())
}

/// Derives what is stored for sorting: the shown status, whose move, the controlling date (design 2.2).
pub(super) fn rewrite_index(
    request: &mut Request,
    open: Vec<OpenFact>,
    terms: &Terms,
    now: chrono::NaiveDateTime,
    today: NaiveDate,
) {
    let facts = facts_of(request, open);
    request.shown = status::shown(request.stage, &facts);
    let whose_move = status::whose_move(request.stage, &facts).unwrap_or(WhoseMove::Us);
    if whose_move != request.whose_move {
        request.whose_move = whose_move;
        request.whose_move_since = now;
    }
    if request.stage == Stage::Closed {
        // The date a closed request was held to stays as it was.
        return;
    }
    let ledger = clocks(&clock_facts(request, terms), &terms.calendar, today);
    request.work_by = ledger.work_by;
    if let Some(clock) = ledger.controlling() {
        request.due_rule = clock.rule.as_str().to_owned();
        request.due_on = clock.statutory_due;
    } else if let Some(promise) = ledger.our_promise.as_ref().or(ledger.house.first()) {
        request.due_rule = "our promise".to_owned();
        request.due_on = promise.due_on;
    } else {
        request.due_rule = "our promise".to_owned();
        request.due_on = ledger.work_by;
    }
}

/// Opens a fact beside the stage; the event that tells of it follows with [`record`].
///
/// # Errors
/// When it cannot be stored.
pub fn open_fact(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    fact: OpenFact,
    reason: &str,
) -> Result<FactId, CommandError> {
    let id = store::insert_fact(tx, open.request.id, by, fact, reason)?;
    open.facts.push(StoredFact {
        id,
        kind: fact.kind,
        waiting_on: fact.waiting_on,
        reason: reason.to_owned(),
        due_on: fact.due_on,
        opened_at: tx.now(),
        opened_by: by,
        detail: None,
        closed: None,
    });
    Ok(id)
}

/// Closes every open fact of a kind; the event that tells of it follows with [`record`]. Answers how many were open.
///
/// # Errors
/// `Stale` when somebody closed one first.
pub fn close_fact(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    by: i64,
    kind: FactKind,
    why: &str,
) -> Result<usize, CommandError> {
    let now = tx.now();
    let mut closed = 0;
    for fact in open
        .facts
        .iter_mut()
        .filter(|fact| fact.kind == kind && fact.closed.is_none())
    {
        store::close_fact(tx, open.request.id, fact.id, by, why)?;
        fact.closed = Some((now, why.to_owned()));
        closed += 1;
    }
    Ok(closed)
}
