//! A01–A43: the checks of an authorization, from the table that asks them (rule sheet 2).

use super::{Family, Rule};
use crate::authorizations::model::{Check, CheckId};
use crate::authorizations::rules::table::CHECKS;

pub(super) fn rules() -> Vec<Rule> {
    CHECKS.iter().map(|check| row(check)).collect()
}

fn row(check: &Check) -> Rule {
    Rule {
        id: check.id.as_str(),
        family: Family::Checks,
        title: check.id.label(),
        says: check.question,
        citation: check.rule,
        evidence: evidence(check.id),
    }
}

/// What a check rests on: the heading of section 2 for the federal ones, the section of its subject for the others.
const fn evidence(id: CheckId) -> &'static str {
    match id {
        CheckId::A01 => "[V1] [V3]",
        CheckId::A04 => "[A:9]",
        CheckId::A10 => "[V12] [V49] [K]",
        CheckId::A24 | CheckId::A25 | CheckId::A26 | CheckId::A27 => "[V12] [V49]",
        CheckId::A28 => "[V16] [K]",
        CheckId::A29 | CheckId::A30 => "[V24] [V25]",
        CheckId::A31 => "[V28]",
        CheckId::A32 => "[K] [D]",
        CheckId::A33 => "[V1] [V5]",
        CheckId::A34 => "[A:38]",
        CheckId::A35 => "[V14]",
        CheckId::A36 => "[V15]",
        CheckId::A37 => "[V1] [V34]",
        CheckId::A38 => "[V18] [V22] [K]",
        CheckId::A39 => "[V1] [V20] [V21]",
        CheckId::A42 => "[D]",
        CheckId::A43 => "[V1] [V49]",
        _ => "[V1]",
    }
}
