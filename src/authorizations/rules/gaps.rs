//! Failed checks as gaps for one clarification (R17).

use chrono::NaiveDate;

use super::table::FURTHER_PERMISSION;
use crate::authorizations::model::{AskKind, CheckContext, CheckId, Failed, Outcome, Severity};
use crate::clarifications::model::{AnswerBy, Gap, Weight};
use crate::notices::rules::PART_WITHHELD;
use crate::words::FixedText;

/// Everything that must be asked or told outside, in the order of the table; what only the house must settle is left
/// out. `first_checked_on` is the day the paper was first checked, so that a second letter knows what was visible (B9).
pub fn gaps(outcome: &Outcome, context: &CheckContext, first_checked_on: NaiveDate) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = outcome
        .failed
        .iter()
        .filter_map(|failed| gap(failed, context, first_checked_on))
        .collect();
    let asked = gaps.iter().any(|gap| gap.ask == FURTHER_PERMISSION);
    if outcome.permission_missing && !asked {
        gaps.push(further_permission());
    }
    gaps
}

/// The permission a protected kind wants beyond every check, asked for in the words that tell no category (1.8).
fn further_permission() -> Gap {
    Gap {
        source_check: "1.8".to_owned(),
        ask: FURTHER_PERMISSION,
        answer_by: AnswerBy::SignedPaper,
        weight: Weight::Needed,
        detail: None,
        visible_at_first: true,
    }
}

fn gap(failed: &Failed, context: &CheckContext, first_checked_on: NaiveDate) -> Option<Gap> {
    let answer_by = match failed.ask.kind {
        AskKind::Send(by) => by,
        AskKind::Tell => AnswerBy::Nothing,
        AskKind::Inside => return None,
    };
    Some(Gap {
        source_check: failed.id.as_str().to_owned(),
        ask: failed.ask.text,
        answer_by,
        weight: if failed.severity == Severity::Warn {
            Weight::Helpful
        } else {
            Weight::Needed
        },
        detail: None,
        visible_at_first: visible_at_first(failed.id, context, first_checked_on),
    })
}

/// Expiry and revocation can come after the first check; everything else stood on the paper from the start.
fn visible_at_first(id: CheckId, context: &CheckContext, first_checked_on: NaiveDate) -> bool {
    let first_check = context.as_of <= first_checked_on;
    match id {
        CheckId::A09 => first_check || context.expires_on.is_some_and(|on| on < first_checked_on),
        CheckId::A19 => first_check,
        _ => true,
    }
}

/// What is said to anyone outside when a part is withheld: the same words whatever the part, so that they reveal no
/// category (1.8). Nothing when no part is withheld.
pub fn withheld_words(outcome: &Outcome) -> Option<FixedText> {
    let stays = !outcome.withheld_parts.is_empty() || !outcome.protected_stay.is_empty();
    stays.then_some(PART_WITHHELD)
}
