//! The rule bench: every area's rules as JSON in and JSON out, for counsel and for scripts. Pure: reads no clock and
//! asks nothing but the facts of a facility.

pub mod authorization;
mod due;
mod facility;
mod json;
mod received;

pub use facility::{Facilities, FacilityFacts, facility_facts};

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
