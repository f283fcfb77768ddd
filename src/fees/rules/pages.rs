//! Copies on paper or from microfilm, by the page: the state's rate and the cost, the lower wins (1.5, 1.6, 1.17).

use super::law;
use super::lines::{by_page, cost_lines, line, sum};
use crate::facilities::model::StateLaw;
use crate::fees::model::{FeeFacts, FeeLine};
use crate::words::{Cents, Refusal};

/// The most a state allows for a page.
pub(super) struct PageRates {
    pub rule: &'static str,
    pub paper: Cents,
    /// None where the state names no rate: then the cost alone binds.
    pub microfilm: Option<Cents>,
}

const CALIFORNIA: PageRates = PageRates {
    rule: law::CALIFORNIA_COPIES,
    paper: Cents(25),
    microfilm: Some(Cents(50)),
};

const NEW_YORK: PageRates = PageRates {
    rule: law::NEW_YORK_COPIES,
    paper: Cents(75),
    microfilm: None,
};

pub(super) const fn rates(state: StateLaw) -> &'static PageRates {
    match state {
        StateLaw::California => &CALIFORNIA,
        StateLaw::NewYork => &NEW_YORK,
    }
}

/// The lines of the lower of cost and page rates, and the rule that decided. `cost_rule` is the law that says "not above
/// cost". While the cost is not known, the rate is the most.
pub(super) fn lower(
    facts: &FeeFacts,
    rates: &PageRates,
    cost_rule: &'static str,
) -> Result<(Vec<FeeLine>, &'static str), Refusal> {
    let by_rate = rated(facts, rates)?;
    let Some(by_cost) = cost_lines(facts.costs, cost_rule) else {
        return Ok((by_rate, rates.rule));
    };
    if is_unrated(facts, rates) || sum(&by_cost)? < sum(&by_rate)? {
        Ok((by_cost, cost_rule))
    } else {
        Ok((by_rate, rates.rule))
    }
}

fn is_unrated(facts: &FeeFacts, rates: &PageRates) -> bool {
    facts.paper_and_film().1 > 0 && rates.microfilm.is_none()
}

fn rated(facts: &FeeFacts, rates: &PageRates) -> Result<Vec<FeeLine>, Refusal> {
    let (paper, film) = facts.paper_and_film();
    let mut lines = Vec::new();
    lines.extend(by_page(paper, "page", rates.paper, rates.rule)?);
    match rates.microfilm {
        Some(price) => lines.extend(by_page(film, "microfilm page", price, rates.rule)?),
        None if film > 0 => lines.push(line(
            "Microfilm has no rate here: only its cost may be asked, and that is not given."
                .to_owned(),
            Cents::ZERO,
            rates.rule,
        )),
        None => {}
    }
    if lines.is_empty() {
        let text = "No pages are given; the most that may be asked is counted by the page.";
        lines.push(line(text.to_owned(), Cents::ZERO, rates.rule));
    }
    Ok(lines)
}
