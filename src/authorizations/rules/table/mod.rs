//! The table of checks, A01–A43 (rule sheet section 2). One row says everything about one check.

mod elements;
mod notation;
mod others;
mod state;

use crate::authorizations::model::{Check, CheckId};

pub(super) use notation::FURTHER_PERMISSION;

/// Every check, in the order of the rule sheet.
pub const CHECKS: [&Check; 43] = [
    &elements::A01,
    &elements::A02,
    &elements::A03,
    &elements::A04,
    &elements::A05,
    &elements::A06,
    &elements::A07,
    &elements::A08,
    &elements::A09,
    &state::A10,
    &elements::A11,
    &elements::A12,
    &elements::A13,
    &elements::A14,
    &elements::A15,
    &elements::A16,
    &elements::A17,
    &elements::A18,
    &elements::A19,
    &elements::A20,
    &others::A21,
    &elements::A22,
    &elements::A23,
    &state::A24,
    &state::A25,
    &state::A26,
    &state::A27,
    &state::A28,
    &state::A29,
    &state::A30,
    &others::A31,
    &others::A32,
    &others::A33,
    &others::A34,
    &others::A35,
    &others::A36,
    &others::A37,
    &others::A38,
    &others::A39,
    &others::A40,
    &others::A41,
    &others::A42,
    &others::A43,
];

/// The row of a check.
pub const fn row(id: CheckId) -> &'static Check {
    CHECKS[id as usize]
}
