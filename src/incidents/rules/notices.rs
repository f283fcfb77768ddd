//! The clocks of an incident (C14–C17, C19): who must be told by when.

use chrono::{Datelike, NaiveDate};

use super::delay;
use crate::calendar::{Calendar, in_words};
use crate::facilities::model::{ComputerBreach, StateLaw};
use crate::incidents::model::{Delay, DelayKind, Incident};
use crate::requests::rules::clocks::{
    Clock, ClockRule, Length, Started, StopKind, Stopped, count_clock, move_due,
};

/// From this many people on, the department is told with them (C15).
const MANY: u32 = 500;

/// New York counts medical information as private information of a computer since this day (C17).
const NEW_YORK_MEDICAL_SINCE: NaiveDate = NaiveDate::from_ymd_opt(2025, 3, 21).expect("a real day");

/// The law each clock of an incident stands on.
pub const CITATIONS: &[(ClockRule, &str)] = &[
    (ClockRule::C14, "45 CFR 164.404(b)"),
    (ClockRule::C15, "45 CFR 164.408"),
    (
        ClockRule::C16,
        "Cal. Health & Safety Code 1280.15; 22 CCR 79902",
    ),
    (ClockRule::C17, "N.Y. General Business Law 899-aa"),
    (ClockRule::C19, "45 CFR 164.412(b)"),
];

/// The law a clock of an incident stands on; none for any other clock.
pub fn citation(rule: ClockRule) -> Option<&'static str> {
    let row = CITATIONS.iter().find(|(known, _)| *known == rule)?;
    Some(row.1)
}

/// Every clock that runs, with an agency's delay applied. `federal` and `state` say whose law excepts the incident.
pub(super) fn running(
    incident: &Incident,
    federal: bool,
    state: bool,
    calendar: &Calendar,
) -> Vec<Clock> {
    let count = |rule, started: &Started| {
        let law = citation(rule).expect("every clock of an incident has its law");
        count_clock(rule, law, started, calendar)
    };
    let mut clocks = Vec::new();
    if !federal {
        clocks.push(put_off(
            count(ClockRule::C14, &people(incident)),
            incident,
            calendar,
        ));
        let with_many = incident.affected.is_some_and(|affected| affected >= MANY);
        let department = count(ClockRule::C15, &department(incident, with_many));
        clocks.push(if with_many {
            put_off(department, incident, calendar)
        } else {
            department
        });
    }
    if incident.state == StateLaw::California && !state {
        clocks.extend(california(incident, &count, calendar));
    }
    if incident.state == StateLaw::NewYork
        && !federal
        && incident.discovered_on >= NEW_YORK_MEDICAL_SINCE
        && !is_left_out_as_paper(incident)
    {
        clocks.push(put_off(
            count(ClockRule::C17, &new_york(incident)),
            incident,
            calendar,
        ));
    }
    if let Some(delay) = incident
        .delay
        .filter(|delay| delay.kind == DelayKind::Oral && !clocks.is_empty())
    {
        clocks.push(count(ClockRule::C19, &oral_delay(delay)));
    }
    clocks
}

fn people(incident: &Incident) -> Started {
    Started::new(
        incident.discovered_on,
        Length::Calendar(60),
        "the first day anybody here knew or should have known of it",
    )
    .because("60 days are the most; the notice goes out without unreasonable delay.")
}

fn department(incident: &Incident, with_many: bool) -> Started {
    if with_many {
        return Started {
            because: vec![format!(
                "{MANY} people or more: the department is told when they are."
            )],
            ..people(incident)
        };
    }
    let year = incident.discovered_on.year();
    let started = Started::new(
        NaiveDate::from_ymd_opt(year, 12, 31).expect("every year has a last day"),
        Length::Calendar(60),
        "the end of the year in which it was discovered",
    );
    started.because(if incident.affected.is_some() {
        format!("Fewer than {MANY} people: it is entered in the yearly log.")
    } else {
        format!(
            "How many people it concerns is not said; counted as fewer than {MANY}. With {MANY} or more the department is told when they are."
        )
    })
}

/// What is known to have been on paper only is left out where the house reads the law so (C17).
pub(super) fn is_left_out_as_paper(incident: &Incident) -> bool {
    incident.computer_breach == ComputerBreach::OnComputer && incident.on_computer == Some(false)
}

fn new_york(incident: &Incident) -> Started {
    Started::new(
        incident.discovered_on,
        Length::Calendar(30),
        "the day it was discovered",
    )
    .because("Counted because medical information on a computer is covered since 21 March 2025. Paper or fax sent to the wrong place is normally outside this law.")
}

fn oral_delay(delay: Delay) -> Started {
    let end = delay::federal_end(delay);
    let days = u32::try_from((end - delay.on).num_days()).unwrap_or(delay::ORAL_DAYS);
    Started::new(
        delay.on,
        Length::Calendar(days),
        "the day the agency asked by word of mouth",
    )
    .because("The delay ends then unless a written statement arrives, which sets its own end.")
}

/// C16: the report to the state and the notice to the patient have one day, unless an agency holds the patient's back.
fn california(
    incident: &Incident,
    count: &impl Fn(ClockRule, &Started) -> Clock,
    calendar: &Calendar,
) -> Vec<Clock> {
    let started = Started::new(
        incident.detected_on,
        Length::Working(15),
        "the day the hospital detected it",
    );
    let both = count(ClockRule::C16, &started);
    let Some(delay) = incident.delay else {
        return vec![both];
    };
    let mut report = Clock {
        name: "California: report the breach to the Department of Public Health".to_owned(),
        ..both.clone()
    };
    report
        .why
        .push("An agency's delay holds back the patient's notice, not this report.".to_owned());
    let mut patient = Clock {
        name: "California: tell the patient".to_owned(),
        ..both
    };
    put_off_until(&mut patient, delay::california_end(delay), calendar);
    vec![report, patient]
}

fn put_off(mut clock: Clock, incident: &Incident, calendar: &Calendar) -> Clock {
    if let Some(delay) = incident.delay {
        put_off_until(&mut clock, delay::federal_end(delay), calendar);
    }
    clock
}

/// A delay that ends before the due day moves nothing.
fn put_off_until(clock: &mut Clock, end: NaiveDate, calendar: &Calendar) {
    if end <= clock.statutory_due {
        clock.why.push(format!(
            "The agency's delay ends on {}, not after the due day, and moves nothing.",
            in_words(end)
        ));
        return;
    }
    let because = format!(
        "Without the agency's delay it would be due on {}; the delay ends on {}, and the notice goes out then.",
        in_words(clock.statutory_due),
        in_words(end)
    );
    move_due(clock, calendar, end, because);
}

/// R14: the notice stops its clock; nothing else does.
pub(super) fn stop(incident: &Incident, clocks: &mut [Clock]) {
    for (rule, on) in &incident.sent {
        for clock in clocks.iter_mut().filter(|clock| clock.rule == *rule) {
            clock.stopped = Some(Stopped {
                on: *on,
                by: StopKind::NoticeSent,
            });
        }
    }
}
