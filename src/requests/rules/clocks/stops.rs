//! What stops a clock and what does not (R9, R14).

use chrono::NaiveDate;

use super::model::{Clock, ClockFacts, ClockRule, Hold, Stop, StopKind, Stopped};
use crate::calendar::{in_words, plural};
use crate::facilities::model::Prepayment;
use crate::requests::model::{Road, Want};
use crate::words::Refusal;

/// Applies every stop and hold that has happened by today. A stop that touches no clock is refused aloud.
pub(super) fn apply(
    facts: &ClockFacts,
    today: Option<NaiveDate>,
    clocks: &mut [Clock],
    refusals: &mut Vec<Refusal>,
) {
    hold(facts, today, clocks);
    for stop in facts.stops.iter().filter(|stop| happened(stop.on, today)) {
        let mut touched = false;
        for clock in clocks.iter_mut().filter(|clock| stops(*stop, clock.rule)) {
            touched = true;
            put_stop(clock, stop.on, stop.by);
        }
        if !touched && !clocks.is_empty() && stop.only.is_none() {
            refusals.push(Refusal {
                rule: "R14",
                text: format!("A {} stops none of these clocks.", stop.by.label()),
            });
        }
    }
    stop_access_when_all_is_done(facts, today, clocks);
}

/// Whether the notice that a patient's copy is ready and waits for payment answers the federal clock (1.17).
pub(super) fn may_wait_for_payment(facts: &ClockFacts) -> bool {
    facts.law.prepayment == Prepayment::NoticeAnswers
        && matches!(
            facts.road,
            Road::PatientAccess | Road::PersonalRepresentative
        )
}

/// Where the house reads it so, the notice "ready, pay and collect" stops C1. The clocks of a state go on.
pub(super) fn ready_to_pay(facts: &ClockFacts, today: Option<NaiveDate>, clocks: &mut [Clock]) {
    let told = facts.ready_to_pay_on.filter(|on| happened(*on, today));
    let Some(on) = told.filter(|_| may_wait_for_payment(facts)) else {
        return;
    };
    for clock in clocks
        .iter_mut()
        .filter(|clock| clock.rule == ClockRule::C1)
    {
        put_stop(clock, on, StopKind::NoticeSent);
    }
}

fn happened(on: NaiveDate, today: Option<NaiveDate>) -> bool {
    today.is_none_or(|today| on <= today)
}

/// Whether a stop ends a clock: the whole request by anything that fits its kind, a part only the clocks of that part.
fn stops(stop: Stop, rule: ClockRule) -> bool {
    let fits = match stop.by {
        StopKind::DenialLetter | StopKind::Withdrawal => true,
        StopKind::Release => !matches!(rule, ClockRule::C2 | ClockRule::C3),
        StopKind::RequiredResponse => {
            matches!(
                rule,
                ClockRule::C2 | ClockRule::C3 | ClockRule::C13 | ClockRule::C18
            )
        }
        StopKind::NoticeSent => matches!(
            rule,
            ClockRule::C14 | ClockRule::C15 | ClockRule::C16 | ClockRule::C17
        ),
    };
    fits && match stop.only {
        None => true,
        Some(Want::Inspect) => matches!(rule, ClockRule::C4 | ClockRule::C11),
        Some(Want::Copy) => matches!(rule, ClockRule::C5 | ClockRule::C6 | ClockRule::C12),
        Some(Want::Summary) => rule == ClockRule::C7,
    }
}

fn put_stop(clock: &mut Clock, on: NaiveDate, by: StopKind) {
    if clock.stopped.is_some() {
        return;
    }
    clock.stopped = Some(Stopped { on, by });
    clock.held = None;
}

/// The federal access clock ends when every part of what was wanted has been dealt with, on the last of those days.
fn stop_access_when_all_is_done(
    facts: &ClockFacts,
    today: Option<NaiveDate>,
    clocks: &mut [Clock],
) {
    let part_done = |want: &Want| {
        facts
            .stops
            .iter()
            .filter(|stop| stop.only == Some(*want) && happened(stop.on, today))
            .min_by_key(|stop| stop.on)
    };
    let Some(parts) = facts
        .wants
        .iter()
        .map(part_done)
        .collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let (Some(last), Some(clock)) = (
        parts.into_iter().max_by_key(|stop| stop.on),
        clocks.iter_mut().find(|clock| clock.rule == ClockRule::C1),
    ) else {
        return;
    };
    put_stop(clock, last.on, last.by);
}

/// R14: an objection or motion holds C10 until it is resolved; the due day does not move.
fn hold(facts: &ClockFacts, today: Option<NaiveDate>, clocks: &mut [Clock]) {
    let objection = facts
        .subpoena
        .as_ref()
        .and_then(|subpoena| subpoena.objection);
    let Some(objection) = objection.filter(|objection| happened(objection.on, today)) else {
        return;
    };
    for clock in clocks
        .iter_mut()
        .filter(|clock| clock.rule == ClockRule::C10)
    {
        let filed = in_words(objection.on);
        if let Some(resolved_on) = objection.resolved_on.filter(|on| happened(*on, today)) {
            clock.why.push(format!(
                "An objection filed on {filed} was resolved on {}; the clock runs again and its day has not moved (R14).",
                in_words(resolved_on)
            ));
        } else {
            clock.held = Some(Hold {
                since: objection.on,
            });
            clock.why.push(format!(
                "Held by an objection filed on {filed}, until that is resolved (R14)."
            ));
        }
    }
}

/// The sentences about stopping, for a finished clock.
pub(super) fn sentences(clock: &Clock, asked_requester_on: Option<NaiveDate>) -> Vec<String> {
    let mut why = Vec::new();
    if let Some(asked_on) = asked_requester_on {
        why.push(format!(
            "We asked the requester on {}. Asking does not stop, pause or restart this clock (R9, R14).",
            in_words(asked_on)
        ));
    }
    if let Some(stopped) = clock.stopped {
        let late = (stopped.on - clock.statutory_due).num_days();
        let punctual = if late > 0 {
            format!("{} after the due day", plural(late, "day"))
        } else {
            "in time".to_owned()
        };
        why.push(format!(
            "Stopped on {} by {}, {punctual} (R14).",
            in_words(stopped.on),
            stopped.by.label()
        ));
    }
    why
}
