//! Priority classes P0–P4 (rule sheet 3.4): proposed from what is known, raised one class when time runs short.

use super::roads;
use crate::requests::model::{Priority, Road};

/// What speaks for a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriorityFacts {
    /// The road.
    pub road: Road,
    /// The patient is being treated now.
    pub treated_now: bool,
    /// A visit somewhere is coming for which the records are needed.
    pub next_visit: bool,
    /// A court date depends on it.
    pub court_date: bool,
    /// A form the patient's care waits for (S75, S76).
    pub urgent_form: bool,
    /// Others set a deadline (EDD, employer, court).
    pub external_deadline: bool,
    /// Length of the shortest statutory clock in days, where one runs (C4 and C9: five).
    pub shortest_clock_days: Option<i64>,
    /// Part of an audit or a bulk of many.
    pub bulk: bool,
}

/// A priority with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposedPriority {
    /// The class.
    pub priority: Priority,
    /// Why, in a sentence.
    pub why: &'static str,
}

/// The most urgent reason that holds decides.
pub fn propose(facts: &PriorityFacts) -> ProposedPriority {
    let short_clock = facts.shortest_clock_days.is_some_and(|days| days <= 5);
    let dated_form = facts.road == Road::MedicalForm && facts.external_deadline;
    let reasons = [
        (
            facts.treated_now,
            Priority::P0,
            "The patient is being treated now: within the hour.",
        ),
        (
            facts.court_date,
            Priority::P1,
            "A court date depends on it.",
        ),
        (
            short_clock,
            Priority::P1,
            "The law gives five days or less.",
        ),
        (
            facts.next_visit,
            Priority::P1,
            "The next visit needs the records.",
        ),
        (
            facts.urgent_form,
            Priority::P1,
            "The patient's care waits for this form.",
        ),
        (
            facts.bulk,
            Priority::P4,
            "Part of an audit or a bulk request.",
        ),
        (
            dated_form,
            Priority::P2,
            "Others set a deadline for this form.",
        ),
    ];
    let found = reasons.into_iter().find(|(holds, ..)| *holds);
    found.map_or_else(
        || ProposedPriority {
            priority: roads::row(facts.road).priority,
            why: "The usual class of this road.",
        },
        |(_, priority, why)| ProposedPriority { priority, why },
    )
}

/// Working days to `work_by` at which a request rises one class.
pub const RISES_AT_WORKING_DAYS: i64 = 2;

/// The class that counts today: one higher when two working days or less are left to `work_by`, or it is past.
pub fn escalated(priority: Priority, working_days_left: i64) -> Priority {
    if working_days_left > RISES_AT_WORKING_DAYS {
        return priority;
    }
    match priority {
        Priority::P0 | Priority::P1 => Priority::P0,
        Priority::P2 => Priority::P1,
        Priority::P3 => Priority::P2,
        Priority::P4 => Priority::P3,
    }
}
