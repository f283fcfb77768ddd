//! The statements that travel with what leaves (1.8, 1.9, N08).

use crate::authorizations::model::{Destination, Fate, PaperAnswers};
use crate::authorizations::rules::protected;
use crate::facilities::model::StateLaw;
use crate::notices::model::Statement;
use crate::requests::model::{RequesterClass, Road};
use crate::requests::rules::roads::{self, Needs};

/// The statements for one recipient. The patient and whoever stands for them need none. What stays behind for want of a
/// permission needs none either; what goes carries the one its row of the table of protected information names.
pub fn statements(
    state: StateLaw,
    road: Road,
    to: RequesterClass,
    paper: Option<&PaperAnswers>,
) -> Vec<Statement> {
    if matches!(to, RequesterClass::Patient | RequesterClass::Representative) {
        return Vec::new();
    }
    let on_authorization = matches!(
        roads::row(road).needs,
        Needs::Authorization | Needs::AuthorizationOrWaiver | Needs::Directive
    );
    let mut statements = Vec::new();
    if on_authorization {
        statements.push(Statement::Redisclosure);
    }
    let going = Destination {
        state,
        road,
        to: vec![to],
    };
    let standings = paper.map_or_else(Vec::new, |paper| protected::standings(&going, paper));
    for one in standings.iter().filter(|one| one.fate == Fate::Goes) {
        if let Some(statement) = one.row.statement.filter(|one| !statements.contains(one)) {
            statements.push(statement);
        }
    }
    statements
}
