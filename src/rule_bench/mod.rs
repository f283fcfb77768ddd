//! The rule bench: every area's rules as JSON in and JSON out, for counsel and for scripts, the register of all rules, and
//! their pages. The rules themselves are pure: they read no clock and ask nothing but the facts of a facility.

mod accounting;
pub mod authorization;
mod breach;
mod due;
mod facility;
mod fee;
mod json;
mod examples;
pub mod pages;
mod readable;
mod received;
pub mod register;

use chrono::NaiveDate;

pub use examples::{EXAMPLES, Example};
pub use facility::{Facilities, FacilityFacts, facility_facts};

/// A day on which every site of the profiles is known.
const SITES_KNOWN_ON: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a real day");

/// As [`run`], over the facts that come with the program: the command line's way.
///
/// # Errors
/// As `run`.
pub fn ask(rule: &str, stdin: &str) -> Result<String, String> {
    let known = crate::facilities::Facilities::load().map_err(|e| e.to_string())?;
    run(rule, stdin, &|code, on| facility_facts(&known, code, on))
}

/// The register of rules as the program's own facts have it on a day: lines, or one JSON object.
///
/// # Errors
/// When the program's facts cannot be read.
pub fn list(as_json: bool, on: NaiveDate) -> Result<String, String> {
    let known = crate::facilities::Facilities::load().map_err(|e| e.to_string())?;
    if as_json {
        register::as_json(&known, on)
    } else {
        Ok(register::as_text(&known, on))
    }
}

/// Answers one question to one rule: a JSON object in, a JSON object out.
///
/// # Errors
/// A sentence, for an unknown rule, unreadable JSON, an unknown field or value, or facts that cannot be true together.
pub fn run(rule: &str, stdin: &str, facilities: Facilities) -> Result<String, String> {
    match rule {
        "accounting" => accounting::run(stdin, facilities),
        "received" => received::run(stdin, facilities),
        "due" => due::run(stdin, facilities),
        "fee" => fee::run(stdin, facilities, SITES_KNOWN_ON),
        "breach" => breach::run(stdin, facilities),
        "authorization" => {
            // Whose law binds a site does not change with the day that is asked about; how it is read does.
            authorization::run(stdin, &|code, on| {
                let facts = facilities(code, on).or_else(|| facilities(code, SITES_KNOWN_ON));
                facts.map(|facts| (facts.state, facts.law))
            })
        }
        other => Err(format!(
            "There is no rule \"{other}\". The rules are: accounting, authorization, breach, due, fee, received."
        )),
    }
}
