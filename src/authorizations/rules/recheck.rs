//! The check again on the day of release (B13): what was right at intake may have ended since.

use chrono::{Months, NaiveDate};

use crate::authorizations::model::{Ending, ReleaseFacts, Signer, Stop};
use crate::facilities::model::DeceasedRecords;
use crate::requests::model::AuthorizationEnd;
use crate::words::dates;

/// Everything that stops a release on this day; empty when nothing does. Expiry (A09), revocation (A19), death and
/// ended authority (A14), a minor turned adult (A13), open holds (A41).
pub fn recheck(facts: &ReleaseFacts, as_of: NaiveDate) -> Vec<Stop> {
    let mut stops: Vec<Stop> = [
        expired(facts, as_of),
        event_happened(facts, as_of),
        revoked(facts, as_of),
        died(facts, as_of),
        turned_adult(facts, as_of),
        authority_ended(facts, as_of),
    ]
    .into_iter()
    .flatten()
    .collect();
    stops.extend(facts.open_holds.iter().map(|hold| Stop {
        rule: "A41",
        text: format!("A hold is open: {}", hold.reason),
    }));
    stops
}

/// The day an authorization ended in this way, as far as it touches the paper at hand: one signed later is a new one. A
/// paper without a date, or of the same day, counts as the old one, so that nothing leaves on a doubt (A09, A14, A19).
pub fn ended_on(
    endings: &[Ending],
    how: AuthorizationEnd,
    signed_on: Option<NaiveDate>,
) -> Option<NaiveDate> {
    endings
        .iter()
        .filter(|ending| ending.how == how)
        .filter(|ending| signed_on.is_none_or(|signed| signed <= ending.on))
        .map(|ending| ending.on)
        .min()
}

fn stop(rule: &'static str, text: String) -> Stop {
    Stop { rule, text }
}

fn expired(facts: &ReleaseFacts, as_of: NaiveDate) -> Option<Stop> {
    let on = facts.expires_on.filter(|on| *on < as_of)?;
    Some(stop(
        "A09",
        format!(
            "The authorization ended on {}. A new one is needed.",
            dates::full(on)
        ),
    ))
}

fn event_happened(facts: &ReleaseFacts, as_of: NaiveDate) -> Option<Stop> {
    let on = facts.event_happened_on.filter(|on| *on <= as_of)?;
    Some(stop(
        "A09",
        format!(
            "The event that ends the authorization happened on {}. A new one is needed.",
            dates::full(on)
        ),
    ))
}

fn revoked(facts: &ReleaseFacts, as_of: NaiveDate) -> Option<Stop> {
    let on = facts.revoked_on.filter(|on| *on <= as_of)?;
    Some(stop(
        "A19",
        format!(
            "The authorization was revoked on {}. Nothing may leave on it.",
            dates::full(on)
        ),
    ))
}

/// HIPAA protects for this many years after death.
const PROTECTED_AFTER_DEATH: u32 = 50;

/// Whether the house holds records free that long after death, and it is that long (1.12).
fn is_free_after_death(facts: &ReleaseFacts, died_on: NaiveDate, as_of: NaiveDate) -> bool {
    let last = died_on.checked_add_months(Months::new(PROTECTED_AFTER_DEATH * 12));
    facts.deceased_records == DeceasedRecords::Open && last.is_some_and(|last| last < as_of)
}

/// After death the estate speaks for the patient (1.12); a signature given for the estate stands.
fn died(facts: &ReleaseFacts, as_of: NaiveDate) -> Option<Stop> {
    let on = facts.died_on.filter(|on| *on <= as_of)?;
    if facts.signer == Signer::ForDeceasedPatient || is_free_after_death(facts, on, as_of) {
        return None;
    }
    Some(stop(
        "A14",
        format!(
            "The patient died on {}. The estate's representative must authorize, with proof.",
            dates::full(on)
        ),
    ))
}

/// A parent's authority ends on the child's 18th birthday.
fn turned_adult(facts: &ReleaseFacts, as_of: NaiveDate) -> Option<Stop> {
    if facts.signer != Signer::ParentOrGuardian {
        return None;
    }
    let adult_on = facts
        .born_on?
        .checked_add_months(Months::new(18 * 12))
        .filter(|on| *on <= as_of)?;
    Some(stop(
        "A13",
        format!(
            "The patient became an adult on {} and must sign now.",
            dates::full(adult_on)
        ),
    ))
}

fn authority_ended(facts: &ReleaseFacts, as_of: NaiveDate) -> Option<Stop> {
    let on = facts.authority_ended_on.filter(|on| *on <= as_of)?;
    if facts.signer == Signer::Patient {
        return None;
    }
    Some(stop(
        "A14",
        format!(
            "The representative's authority ended on {}. Someone with authority must sign.",
            dates::full(on)
        ),
    ))
}
