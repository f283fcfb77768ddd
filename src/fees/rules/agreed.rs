//! Where the cost itself is the measure: a further accounting, and roads without a known cap.

use super::law;
use super::lines::{Priced, cost_lines, line, postage, stray_clerical, stray_postage};
use crate::fees::model::{FeeFacts, FeeLine};
use crate::words::{Cents, Refusal};

const NO_CLERICAL_PRICE: &str =
    "No law known here names a price for clerical time: give what it costs as labor.";

/// The cost that is shown, and no more.
pub(super) fn at_cost(
    facts: &FeeFacts,
    rule: &'static str,
    why: &'static str,
) -> Result<Priced, Refusal> {
    Priced::capped(shown(facts, rule, why), rule, stray(facts, rule))
}

/// The cost that is shown, with the reason why there is no cap.
pub(super) fn without_cap(facts: &FeeFacts, why: &'static str) -> Priced {
    Priced {
        lines: shown(facts, law::AGREEMENT, why),
        cap: None,
        bound_by: law::AGREEMENT,
        refusals: stray(facts, law::AGREEMENT),
    }
}

fn shown(facts: &FeeFacts, rule: &'static str, why: &'static str) -> Vec<FeeLine> {
    let mut lines = vec![line(why.to_owned(), Cents::ZERO, rule)];
    lines.extend(cost_lines(facts.costs, rule).into_iter().flatten());
    lines.extend(postage(facts, rule));
    lines
}

fn stray(facts: &FeeFacts, rule: &'static str) -> Vec<Refusal> {
    let clerical = stray_clerical(facts, rule, NO_CLERICAL_PRICE);
    clerical
        .into_iter()
        .chain(stray_postage(facts, rule))
        .collect()
}
