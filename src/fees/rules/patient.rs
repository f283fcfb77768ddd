//! The patient's own copy (164.524(c)(4), 1.17). Cost-based: labor for copying, supplies, postage. Never searching,
//! retrieving, verifying or storing; never by the page for an electronic copy.

use super::law;
use super::lines::{Priced, cost_lines, line, postage, stray_clerical, stray_postage, sum};
use super::pages::{lower, rates};
use crate::fees::model::{FeeFacts, FeeLine};
use crate::words::{Cents, Refusal};

/// What may be asked for an electronic copy, all in, in place of its cost: an option, not a cap.
pub(super) const FLAT: Cents = Cents(650);

pub(super) fn price(facts: &FeeFacts) -> Result<Priced, Refusal> {
    let mut refusals = Vec::new();
    refusals.extend(stray_clerical(
        facts,
        law::ACCESS,
        "Searching, retrieving and verifying may not be charged to the patient.",
    ));
    refusals.extend(stray_postage(facts, law::ACCESS));
    if facts.delivery.is_electronic() {
        return electronic(facts, refusals);
    }
    let (mut lines, bound_by) = lower(facts, rates(facts.state), law::ACCESS)?;
    lines.extend(postage(facts, law::ACCESS));
    Priced::capped(lines, bound_by, refusals)
}

/// The cost where it is known, else the flat fee. The flat fee stays open to the hospital beside a lower cost.
fn electronic(facts: &FeeFacts, refusals: Vec<Refusal>) -> Result<Priced, Refusal> {
    let mut lines: Vec<FeeLine> = cost_lines(facts.costs, law::ACCESS)
        .into_iter()
        .flatten()
        .collect();
    lines.extend(postage(facts, law::ACCESS));
    if lines.is_empty() {
        let text = format!(
            "Flat fee for an electronic copy, all in, at most {FLAT}; its cost is not given."
        );
        lines.push(line(text, FLAT, law::ACCESS));
    }
    Ok(Priced {
        cap: Some(sum(&lines)?.max(FLAT)),
        lines,
        bound_by: law::ACCESS,
        refusals,
    })
}

/// The attorney of a qualified person in New York, with a power of attorney (A38): the state's rate, not above cost. An
/// attorney who only holds an authorization is on that road, where no cap is known (*Halio v. IOD*).
pub(super) fn of_a_qualified_person(facts: &FeeFacts) -> Result<Priced, Refusal> {
    let rates = rates(facts.state);
    let mut refusals = Vec::new();
    refusals.extend(stray_clerical(
        facts,
        rates.rule,
        "This law names no price for clerical time.",
    ));
    refusals.extend(stray_postage(facts, rates.rule));
    let (mut lines, bound_by) = lower(facts, rates, rates.rule)?;
    lines.extend(postage(facts, rates.rule));
    Priced::capped(lines, bound_by, refusals)
}
