//! The rule bench: every area's rules as JSON in and JSON out, for counsel and for scripts. Pure: reads no clock and
//! asks nothing but the facts of a facility.

pub mod authorization;
mod due;
mod json;
mod received;

use crate::calendar::{Calendar, OpeningHours};
use crate::requests::rules::clocks::{Promises, State};

/// What a rule needs to know about a facility. It comes from the facility's profile, never from here.
#[derive(Debug, Clone)]
pub struct FacilityFacts {
    /// Whose access law binds it.
    pub state: State,
    /// Its zone and holidays.
    pub calendar: Calendar,
    /// The hours of its desk; none where no hours are known.
    pub hours: Option<OpeningHours>,
    /// Whether it has a drop box (S21, S26).
    pub drop_box: bool,
    /// What it promises beside the law (C24, C25, first answer).
    pub promises: Promises,
}

/// Finds the facts of a facility by its code.
pub type Facilities<'a> = &'a dyn Fn(&str) -> Option<FacilityFacts>;

/// Answers one question to one rule: a JSON object in, a JSON object out.
///
/// # Errors
/// A sentence, for an unknown rule, unreadable JSON, an unknown field or value, or facts that cannot be true together.
pub fn run(rule: &str, stdin: &str, facilities: Facilities) -> Result<String, String> {
    match rule {
        "received" => received::run(stdin, facilities),
        "due" => due::run(stdin, facilities),
        other => Err(format!(
            "There is no rule \"{other}\". The rules are: due, received."
        )),
    }
}

fn facility(code: &str, facilities: Facilities) -> Result<FacilityFacts, String> {
    facilities(code).ok_or_else(|| format!("There is no facility \"{code}\"."))
}
