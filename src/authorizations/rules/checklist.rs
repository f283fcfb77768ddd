//! Which checks are asked on a request.

use super::dates::computed;
use super::protected;
use super::table::CHECKS;
use crate::authorizations::model::{
    Answer, Answers, Check, CheckContext, CheckId, ChecklistItem, Severity,
};
use crate::facilities::model::{AttorneyStanding, GeneticMention, HivPermission, StateLaw};
use crate::requests::model::Road;

/// The checks for this road, state and flags, in the order of the table. On PA and PR only the rows marked so are
/// asked, and none of them can refuse (rule sheet section 2).
pub fn checklist(context: &CheckContext) -> Vec<ChecklistItem> {
    let from_dates = computed(context);
    CHECKS
        .iter()
        .filter(|check| applies(check, context))
        .map(|check| ChecklistItem {
            check,
            severity: severity_in(check, context.state),
            may_not_apply: may_not_apply(check, context),
            part_is_enough: part_is_enough(check.id, context),
            computed: from_dates.iter().find(|c| c.id == check.id).cloned(),
        })
        .collect()
}

/// What is said beside every check that has no usable answer: one letter names every gap only when every check was looked
/// at (R17).
pub fn unanswered(
    context: &CheckContext,
    answers: &Answers,
    missing: &[CheckId],
) -> Vec<(CheckId, String)> {
    let rows = checklist(context);
    let must = |id: CheckId| {
        let row = rows.iter().find(|row| row.check.id == id);
        row.is_some_and(|row| !row.may_not_apply)
    };
    let said = |id: CheckId| {
        if answers.get(&id) == Some(&Answer::NotApplicable) && must(id) {
            format!("{id:?}: \"does not apply\" is no answer here. Answer yes, no or part.")
        } else {
            format!("{id:?}: answer this check, so that one letter can ask for everything.")
        }
    };
    missing.iter().map(|id| (*id, said(*id))).collect()
}

/// Whether a check is asked on this request.
pub fn applies(check: &Check, context: &CheckContext) -> bool {
    let row = check.applies;
    let own_access = matches!(
        context.road,
        Road::PatientAccess | Road::PersonalRepresentative
    );
    let on_road =
        row.roads.contains(&context.road) || (!own_access && context.has_any(row.or_flags));
    on_road
        && row.state.is_none_or(|state| state == context.state)
        && !context.has_any(row.unless)
        && is_asked_by_the_house(check.id, context)
}

/// That genetic results be named is a reading the house may set aside (A32).
fn is_asked_by_the_house(id: CheckId, context: &CheckContext) -> bool {
    id != CheckId::A32 || context.law.genetic_mention == GeneticMention::Required
}

/// Where the house reads the law so, a paper that names HIV test results but not this disclosure is enough (A28), and an
/// authorization without a power of attorney that names records is (A38, New York).
fn part_is_enough(id: CheckId, context: &CheckContext) -> bool {
    match id {
        CheckId::A28 => context.law.hiv_permission == HivPermission::Once,
        CheckId::A38 => {
            context.state == StateLaw::NewYork
                && context.law.attorney_standing == AttorneyStanding::Authorization
        }
        _ => false,
    }
}

fn severity_in(check: &Check, state: StateLaw) -> Severity {
    match check.stricter {
        Some((stricter_in, severity)) if stricter_in == state => severity,
        _ => check.severity,
    }
}

fn may_not_apply(check: &Check, context: &CheckContext) -> bool {
    let marked = |flag| protected::speaks_for(flag, check.id);
    !check.always_answered.contains(&context.road)
        && !context.has_any(check.answered_with)
        && !context.flags.iter().copied().any(marked)
}
