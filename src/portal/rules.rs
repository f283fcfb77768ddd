//! What is decided about a message without a person.

use chrono::NaiveDate;

use crate::facilities::model::Profile;
use crate::facilities::rules::{PortalAnswer, VisitRange, portal_split};
use crate::patients::model::PatientId;
use crate::patients::rules::{Candidate, Strength};
use crate::requests::model::{DateRange, Scope};

/// How far a portal's clock may be ahead of the desk's, in minutes.
pub const AHEAD: i64 = 5;
/// The most messages of one day.
pub const MESSAGES_A_DAY: usize = 5_000;

/// The patient a message is about, where two identifiers agree exactly, nothing differs and nobody else comes near (A02).
/// Otherwise a person decides.
pub fn sure<'a>(found: impl Iterator<Item = &'a Candidate>) -> Option<PatientId> {
    let certain =
        |one: &&Candidate| one.strength == Strength::TwoIdentifiers && one.differs.is_empty();
    let mut near = found.filter(|one| one.is_worth_a_look());
    match (near.next(), near.next()) {
        (Some(only), None) => Some(only).filter(certain).map(|one| one.patient),
        _ => None,
    }
}

/// Whether a text can be a portal's id of a message, or its key: 1 to 100 visible characters.
pub fn is_id(text: &str) -> bool {
    (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What the portal itself shows of what is asked, and what needs the form (S111–S113).
pub fn already_shown(profile: &Profile, scope: &Scope, on: NaiveDate) -> PortalAnswer {
    let ranges = if scope.ranges.is_empty() {
        &[DateRange::ALL]
    } else {
        scope.ranges.as_slice()
    };
    // An open end of one range is an open end of all of them.
    let from = ranges.iter().map(|range| range.from).min().flatten();
    let open = ranges.iter().any(|range| range.to.is_none());
    let to = ranges.iter().filter_map(|range| range.to).max();
    let visits = VisitRange::new(from, to.filter(|_| !open)).unwrap_or(VisitRange::ALL);
    portal_split(profile, visits, scope.entire_record, on)
}
