//! Specially protected information (rule sheet 1.8, 1.9, 1.11): one table says for each kind, state, road and recipient
//! what must be there before it leaves, which statement goes with it, and what staff read. The check page asks from it, the
//! gate before a release stops by it, the covers carry its statements.
//!
//! The federal rule on reproductive care was vacated on 18 June 2025: it has no flag, and no attestation is asked for.

mod health;
mod judge;
mod notation;
mod people;

pub use judge::{questions, standings, unanswered, weighed};

use super::table;
use crate::authorizations::model::{CheckId, Demand, Flag, Protection};
use crate::facilities::model::StateLaw;
use crate::requests::model::{RequesterClass, Road};

/// Why no attestation about reproductive care is asked for, in words for the register (1.8 `REPRO_HIPAA`).
pub const NO_ATTESTATION: (&str, &str, &str) = (
    "No attestation is asked for: the federal rule on reproductive care of 2024 was vacated nationwide on 18 June 2025.",
    "Purl v. HHS",
    "[V30]",
);

/// Every row, kind by kind; of a kind, the first row that fits decides.
const TABLE: [&[Protection]; 12] = [
    health::PSYNOTE,
    health::CA_HIV,
    health::NY_HIV,
    health::PART2,
    health::CA_SUD,
    health::CA_LPS,
    health::CA_OUTPSY,
    health::GEN,
    people::MINOR_CONSENT,
    people::SENSITIVE_CA,
    people::RESTRICT,
    people::CONFCOMM,
];

/// Every row of the table, in its order.
pub fn protections() -> impl Iterator<Item = &'static Protection> {
    TABLE.iter().copied().flatten()
}

/// The row that decides about a kind on its way to a recipient. None where the table knows nothing of the kind there, as of
/// another state's flag, or of a flag that is no kind of protected information.
pub fn protection(
    flag: Flag,
    state: StateLaw,
    road: Road,
    to: RequesterClass,
) -> Option<&'static Protection> {
    protections()
        .filter(|row| row.flag == flag)
        .find(|row| fits(row, state, road, to))
}

fn fits(row: &Protection, state: StateLaw, road: Road, to: RequesterClass) -> bool {
    let asked_there = match row.demand {
        Demand::Check(id) => table::row(id).applies.roads.contains(&road),
        _ => true,
    };
    asked_there
        && row.state.is_none_or(|only| only == state)
        && (row.roads.is_empty() || row.roads.contains(&road))
        && (row.to.is_empty() || row.to.contains(&to))
}

/// Whether a flag names a kind of protected information.
pub fn is_protected(flag: Flag) -> bool {
    protections().any(|row| row.flag == flag)
}

/// Whether a flag means anything in a state: everything that is no protected kind does, and of those the state's own.
pub fn is_known_in(flag: Flag, state: StateLaw) -> bool {
    !is_protected(flag)
        || protections().any(|row| row.flag == flag && row.state.is_none_or(|only| only == state))
}

/// Whether a kind's permission is asked for by this check, so that "does not apply" is no answer to it.
pub fn speaks_for(flag: Flag, check: CheckId) -> bool {
    protections().any(|row| row.flag == flag && row.demand == Demand::Check(check))
}
