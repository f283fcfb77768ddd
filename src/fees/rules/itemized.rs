//! Schedules by the page and the clerical hour: California attorneys before suit and civil subpoenas (1.13, 1.17).

use super::law;
use super::lines::{Priced, by_page, line, postage, stray_postage, too_large};
use crate::calendar::plural;
use crate::fees::model::{FeeFacts, FeeLine};
use crate::words::{Cents, Refusal};

/// One schedule.
pub(super) struct Prices {
    pub rule: &'static str,
    pub page: Cents,
    pub microfilm_page: Cents,
    /// For every quarter of an hour begun.
    pub quarter_hour: Cents,
}

/// Evidence Code 1158: $16 an hour in quarter hours of $4. Where the attorney's own photocopier copies, we copy nothing and
/// there are no pages of ours.
pub(super) const EVIDENCE_1158: Prices = Prices {
    rule: law::ATTORNEY_BEFORE_SUIT,
    page: Cents(10),
    microfilm_page: Cents(20),
    quarter_hour: Cents(400),
};

/// Evidence Code 1563: $24 an hour in quarter hours of $6.
pub(super) const EVIDENCE_1563: Prices = Prices {
    rule: law::CIVIL_SUBPOENA,
    page: Cents(10),
    microfilm_page: Cents(20),
    quarter_hour: Cents(600),
};

pub(super) fn price(facts: &FeeFacts, prices: &'static Prices) -> Result<Priced, Refusal> {
    let rule = prices.rule;
    let (paper, film) = facts.paper_and_film();
    let mut lines = Vec::new();
    lines.extend(by_page(paper, "page", prices.page, rule)?);
    lines.extend(by_page(
        film,
        "microfilm page",
        prices.microfilm_page,
        rule,
    )?);
    lines.extend(clerical(facts.clerical_minutes, prices)?);
    lines.extend(postage(facts, rule));
    if lines.is_empty() {
        let text =
            "No pages, clerical time or postage are given; this schedule prices nothing else.";
        lines.push(line(text.to_owned(), Cents::ZERO, rule));
    }
    let mut refusals = Vec::new();
    refusals.extend(stray_costs(facts, rule));
    refusals.extend(stray_postage(facts, rule));
    Priced::capped(lines, rule, refusals)
}

fn clerical(minutes: u32, prices: &Prices) -> Result<Option<FeeLine>, Refusal> {
    if minutes == 0 {
        return Ok(None);
    }
    let quarters = i64::from(minutes.div_ceil(15));
    let price = prices.quarter_hour;
    let text = format!(
        "Clerical time, {} at {price}",
        plural(quarters, "quarter hour")
    );
    let cents = price.times(quarters).ok_or_else(too_large)?;
    Ok(Some(line(text, cents, prices.rule)))
}

/// Labor and supplies are in the price of the page.
fn stray_costs(facts: &FeeFacts, rule: &'static str) -> Option<Refusal> {
    let given = [facts.costs.labor, facts.costs.supplies];
    let stray = given.into_iter().flatten().any(|cents| cents > Cents::ZERO);
    stray.then(|| {
        Refusal::new(
            rule,
            "Labor and supplies are in the price of the page; they are left out. Time to find the records is clerical time.",
        )
    })
}
