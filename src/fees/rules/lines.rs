//! Lines of a fee and their sum.

use crate::calendar::plural;
use crate::fees::model::{Costs, FeeFacts, FeeLine};
use crate::words::{Cents, Refusal};

/// What a schedule makes of the facts.
pub(super) struct Priced {
    pub lines: Vec<FeeLine>,
    pub cap: Option<Cents>,
    /// The rule that sets the cap.
    pub bound_by: &'static str,
    pub refusals: Vec<Refusal>,
}

impl Priced {
    /// The lines with their own sum as the cap.
    pub fn capped(
        lines: Vec<FeeLine>,
        bound_by: &'static str,
        refusals: Vec<Refusal>,
    ) -> Result<Self, Refusal> {
        Ok(Self {
            cap: Some(sum(&lines)?),
            lines,
            bound_by,
            refusals,
        })
    }
}

pub(super) const fn line(text: String, cents: Cents, rule: &'static str) -> FeeLine {
    FeeLine { text, cents, rule }
}

pub(super) fn too_large() -> Refusal {
    Refusal::new(
        super::law::HOUSE,
        "These amounts are too large to be money. Check each of them.",
    )
}

pub(super) fn sum(lines: &[FeeLine]) -> Result<Cents, Refusal> {
    lines
        .iter()
        .try_fold(Cents::ZERO, |total, line| total.plus(line.cents))
        .ok_or_else(too_large)
}

/// "40 pages at $0.25"; none where there are no pages.
pub(super) fn by_page(
    count: u32,
    noun: &str,
    price: Cents,
    rule: &'static str,
) -> Result<Option<FeeLine>, Refusal> {
    if count == 0 {
        return Ok(None);
    }
    let count = i64::from(count);
    let cents = price.times(count).ok_or_else(too_large)?;
    let text = format!("{} at {price}", plural(count, noun));
    Ok(Some(line(text, cents, rule)))
}

/// Labor and supplies as far as they are known; none where neither is.
pub(super) fn cost_lines(costs: Costs, rule: &'static str) -> Option<Vec<FeeLine>> {
    let known = [
        (costs.labor, "Labor for copying"),
        (costs.supplies, "Supplies"),
    ];
    let lines: Vec<FeeLine> = known
        .into_iter()
        .filter_map(|(cents, text)| Some(line(text.to_owned(), cents?, rule)))
        .collect();
    (!lines.is_empty()).then_some(lines)
}

/// Postage, where something is mailed.
pub(super) fn postage(facts: &FeeFacts, rule: &'static str) -> Option<FeeLine> {
    let cents = facts.costs.postage?;
    let mailed = facts.delivery.can_be_mailed() && cents > Cents::ZERO;
    mailed.then(|| line("Postage".to_owned(), cents, rule))
}

/// Postage where nothing is mailed.
pub(super) fn stray_postage(facts: &FeeFacts, rule: &'static str) -> Option<Refusal> {
    let cents = facts.costs.postage?;
    let stray = !facts.delivery.can_be_mailed() && cents > Cents::ZERO;
    stray.then(|| {
        Refusal::new(
            rule,
            format!("Nothing is mailed, so the postage of {cents} is left out."),
        )
    })
}

/// Clerical time where this schedule has no price for it.
pub(super) fn stray_clerical(
    facts: &FeeFacts,
    rule: &'static str,
    because: &str,
) -> Option<Refusal> {
    let minutes = i64::from(facts.clerical_minutes);
    (minutes > 0).then(|| {
        let time = plural(minutes, "minute");
        Refusal::new(
            rule,
            format!("{because} The {time} of clerical time are left out."),
        )
    })
}
