//! The statements that travel with what leaves (1.8, 1.9, N08).

use crate::authorizations::model::{Answer, CheckId, Flag, PaperAnswers};
use crate::notices::model::Statement;
use crate::requests::model::{RequesterClass, Road};
use crate::requests::rules::roads::{self, Needs};

/// The statements for one recipient. The patient and whoever stands for them need none. What stays behind for want of a
/// permission needs none either: its check failed.
pub fn statements(road: Road, to: RequesterClass, paper: Option<&PaperAnswers>) -> Vec<Statement> {
    if matches!(to, RequesterClass::Patient | RequesterClass::Representative) {
        return Vec::new();
    }
    let leaves = |flags: &[Flag], check: CheckId| {
        paper.is_some_and(|paper| {
            flags.iter().any(|flag| paper.flags.contains(flag))
                && paper.answers.get(&check) == Some(&Answer::Pass)
        })
    };
    let on_authorization = matches!(
        roads::row(road).needs,
        Needs::Authorization | Needs::AuthorizationOrWaiver | Needs::Directive
    );
    let confidential = leaves(&[Flag::NyHiv], CheckId::A29);
    let part2 = leaves(&[Flag::Part2, Flag::CaSud], CheckId::A31);
    [
        (on_authorization, Statement::Redisclosure),
        (confidential, Statement::NewYorkConfidential),
        (part2, Statement::Part2),
    ]
    .into_iter()
    .filter_map(|(applies, statement)| applies.then_some(statement))
    .collect()
}
