//! What the answers together say (rule sheet section 2, scoring).

use super::checklist::checklist;
use crate::authorizations::model::{
    Answer, Answers, CheckContext, CheckId, ChecklistItem, Failed, Outcome, Severity, Verdict,
};

/// Why something may leave in part only.
pub(super) const IN_PART: &str = "A part needs a further permission and stays; the rest may go.";

/// Judges the answers together with what the dates say; a failure found by either counts. A check without an answer is
/// not assessed; "does not apply" where that is no answer counts as none.
pub fn outcome(context: &CheckContext, answers: &Answers) -> Outcome {
    let items = checklist(context);
    let mut failed = Vec::new();
    let mut unanswered = Vec::new();
    let mut not_applicable: Vec<CheckId> = CheckId::ALL
        .iter()
        .copied()
        .filter(|id| items.iter().all(|item| item.check.id != *id))
        .collect();
    for item in &items {
        match finding(item, answers.get(&item.check.id).copied()) {
            Finding::Satisfied => {}
            Finding::Failed => failed.push(failure(item)),
            Finding::NotApplicable => not_applicable.push(item.check.id),
            Finding::Unanswered => unanswered.push(item.check.id),
        }
    }
    not_applicable.sort_unstable();
    let (result, reason) = verdict(&failed);
    Outcome {
        result,
        reason,
        withheld_parts: failed.iter().filter_map(|f| f.part).collect(),
        holds: failed
            .iter()
            .filter_map(|f| Some((f.id, super::table::row(f.id).escalation?)))
            .collect(),
        warnings: failed
            .iter()
            .filter(|f| f.severity == Severity::Warn)
            .map(|f| f.id)
            .collect(),
        failed,
        protected_stay: Vec::new(),
        permission_missing: false,
        not_applicable,
        unanswered,
    }
}

enum Finding {
    Satisfied,
    Failed,
    NotApplicable,
    Unanswered,
}

fn finding(item: &ChecklistItem, answer: Option<Answer>) -> Finding {
    let dates_say = item.computed.as_ref().map(|c| c.answer);
    match (answer, dates_say) {
        (_, Some(Answer::Fail)) => Finding::Failed,
        (Some(Answer::Part), _) if item.part_is_enough => Finding::Satisfied,
        (Some(Answer::Fail | Answer::Part), _) => Finding::Failed,
        (Some(Answer::NotApplicable), None) if item.may_not_apply => Finding::NotApplicable,
        (Some(Answer::Pass), _) | (_, Some(_)) => Finding::Satisfied,
        (Some(Answer::NotApplicable) | None, None) => Finding::Unanswered,
    }
}

fn failure(item: &ChecklistItem) -> Failed {
    Failed {
        id: item.check.id,
        severity: item.severity,
        part: item.severity.part(),
        rule: item.check.rule,
        ask: item.check.ask,
        why: item
            .computed
            .as_ref()
            .filter(|c| c.answer == Answer::Fail)
            .map(|c| c.why.clone()),
    }
}

/// Any F on the whole: invalid. Else anything to be settled first, by the requester or in the house: needs
/// clarification. Else a part withheld: valid in part. Warnings change nothing.
fn verdict(failed: &[Failed]) -> (Verdict, &'static str) {
    let any = |wanted: fn(Severity) -> bool| failed.iter().any(|f| wanted(f.severity));
    if any(|s| s == Severity::Fatal) {
        (
            Verdict::Invalid,
            "A required element is missing or the paper has a defect; nothing may be released on it.",
        )
    } else if any(|s| matches!(s, Severity::Clarify | Severity::Hold | Severity::Route)) {
        (
            Verdict::NeedsClarification,
            "Something must be settled before the desk can go on.",
        )
    } else if any(|s| s.part().is_some()) {
        (Verdict::ValidInPart, IN_PART)
    } else {
        (
            Verdict::Valid,
            "Nothing that was checked stands against it.",
        )
    }
}
