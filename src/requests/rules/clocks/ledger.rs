//! From facts to ledger.

use chrono::NaiveDate;

use super::model::{Clock, ClockFacts, ClockRule, Ledger, Promise};
use super::table::{Case, Length, Started, TABLE};
use super::{extension, promises, sentences, stops, subpoena};
use crate::calendar::{Calendar, DayKind};
use crate::facilities::model::CopyClockStart;
use crate::requests::model::Road;
use crate::words::Refusal;

/// Every clock of a request with its reasons, the promises beside them, and the day to sort by.
///
/// `today` decides only what has happened by now (a stop, a proof, a notice) and the days left; without it everything
/// given has happened.
pub fn clocks(
    facts: &ClockFacts,
    calendar: &Calendar,
    today: impl Into<Option<NaiveDate>>,
) -> Ledger {
    let today = today.into();
    let mut refusals = Vec::new();
    let mut clocks = started(&Case { facts, today }, calendar);
    stops::apply(facts, today, &mut clocks, &mut refusals);
    stops::ready_to_pay(facts, today, &mut clocks);
    extension::apply(facts, calendar, today, &mut clocks, &mut refusals);
    settle(&mut clocks, facts.asked_requester_on, calendar, today);
    refusals.extend(unused_dates(facts));
    subpoena::review(facts, &mut refusals);
    let house = promises::house(facts, calendar);
    let our_promise = clocks
        .is_empty()
        .then(|| promises::ours(facts, calendar, &house));
    Ledger {
        work_by: work_by(facts, calendar, &clocks, &house, our_promise.as_ref()),
        status_ok_from: promises::status_ok_from(facts, calendar),
        earliest_production_on: subpoena::earliest_of(facts),
        clocks,
        house,
        our_promise,
        refusals,
    }
}

/// What can be said only when every clock has its day: which of them controls (R8), where its day falls, what is left.
pub fn settle(
    clocks: &mut [Clock],
    asked_requester_on: Option<NaiveDate>,
    calendar: &Calendar,
    today: Option<NaiveDate>,
) {
    mark_controlling(clocks);
    for clock in clocks {
        sentences::finish(clock, asked_requester_on, calendar, today);
    }
}

fn started(case: &Case, calendar: &Calendar) -> Vec<Clock> {
    let rows = TABLE.iter().filter_map(|row| {
        let started = (row.starts)(case)?;
        Some(count_clock(row.rule, row.citation, &started, calendar))
    });
    let typed = case.facts.external_deadlines.iter().map(|deadline| {
        let started = Started::new(
            case.facts.received_on,
            Length::Until(deadline.on),
            "the day we received the request",
        );
        Clock {
            name: deadline.name.clone(),
            ..count_clock(ClockRule::Ext, "typed by staff", &started, calendar)
        }
    });
    rows.chain(typed).collect()
}

/// A clock that has started, counted to its day (R4–R7). The breach clocks of an incident are counted here too (C14–C17,
/// C19), and the written reasons of C20: there is one counter in the house.
pub fn count_clock(
    rule: ClockRule,
    citation: &'static str,
    started: &Started,
    calendar: &Calendar,
) -> Clock {
    let days = match started.length {
        Length::Calendar(n) => calendar.count(DayKind::Calendar, started.on, n),
        Length::Working(n) => calendar.count(DayKind::StatutoryWorking, started.on, n),
        Length::Until(on) => {
            calendar.count(DayKind::Calendar, started.on, days_until(started.on, on))
        }
    };
    let due = match started.length {
        Length::Until(on) => on,
        Length::Calendar(_) | Length::Working(_) => days.last().map_or(started.on, |day| day.on),
    };
    Clock {
        why: sentences::count(started, &days, due, calendar),
        rule,
        name: rule.label().to_owned(),
        citation,
        start_on: started.on,
        original_due: due,
        statutory_due: due,
        work_by: calendar.work_by(due),
        rolled_due: calendar.rolled_due(due),
        target: started
            .target_days
            .map(|n| calendar.calendar_due(started.on, n)),
        controlling: false,
        stopped: None,
        held: None,
        days,
    }
}

/// The days from one date to a later one; none when it is not later.
pub(super) fn days_until(from: NaiveDate, to: NaiveDate) -> u32 {
    u32::try_from((to - from).num_days()).unwrap_or(0)
}

/// R8: the earliest due day among the running clocks; a tie goes to the lower number.
fn mark_controlling(clocks: &mut [Clock]) {
    let controlling = clocks
        .iter_mut()
        .filter(|clock| clock.is_running())
        .min_by_key(|clock| (clock.statutory_due, clock.rule));
    if let Some(clock) = controlling {
        clock.controlling = true;
    }
}

/// The day queues sort by. It is the controlling clock's; on a medical form the promise beside it counts too (R13);
/// where nothing runs any more, the earliest day there was.
fn work_by(
    facts: &ClockFacts,
    calendar: &Calendar,
    clocks: &[Clock],
    house: &[Promise],
    ours: Option<&Promise>,
) -> NaiveDate {
    let controlling = clocks.iter().find(|clock| clock.controlling);
    let by_law = controlling.map_or_else(
        || clocks.iter().map(|clock| clock.work_by).min(),
        |clock| Some(clock.work_by),
    );
    let by_form = (facts.road == Road::MedicalForm)
        .then(|| house.iter().find(|promise| promise.rule == "C24"))
        .flatten()
        .map(|promise| promise.due_on);
    [by_law, by_form, ours.map(|promise| promise.due_on)]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or_else(|| calendar.work_by(facts.received_on))
}

/// Dates that were given and start no clock on this road or form: said aloud, never dropped in silence.
fn unused_dates(facts: &ClockFacts) -> Vec<Refusal> {
    use super::table::{C21_FORMS, C22_FORMS, C23_FORMS, form_may_be, may_run_c5};
    let mut refusals = Vec::new();
    let mut unused = |given: bool, used: bool, rule: &'static str, what: &str| {
        if given && !used {
            refusals.push(Refusal {
                rule,
                text: format!("{what} starts no clock on this request."),
            });
        }
    };
    unused(
        facts.disability_began_on.is_some(),
        form_may_be(facts, C21_FORMS),
        "C21",
        "The day the disability began",
    );
    unused(
        facts.leave_began_on.is_some(),
        form_may_be(facts, C22_FORMS),
        "C22",
        "The day the family leave began",
    );
    unused(
        facts.employer_asked_on.is_some() || facts.employer_returned_on.is_some(),
        form_may_be(facts, C23_FORMS),
        "C23",
        "The day the employer asked for the certification or sent it back",
    );
    unused(
        facts.oral_hold_on.is_some(),
        facts.road == Road::Accounting,
        "C18",
        "An agency's oral hold",
    );
    unused(
        facts.fee_paid_on.is_some(),
        may_run_c5(facts) && facts.law.copy_clock_start == CopyClockStart::RequestAndFee,
        "C5",
        "The day the fee was paid",
    );
    if facts.ready_to_pay_on.is_some() && !stops::may_wait_for_payment(facts) {
        refusals.push(Refusal {
            rule: "1.17",
            text: "The notice that the copy is ready and waits for payment stops no clock on this request."
                .to_owned(),
        });
    }
    refusals
}
