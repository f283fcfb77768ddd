//! What may be asked, and the guard above it (1.17, B39).
//!
//! One function says which schedule prices a request; each schedule prices in its own file; the guard treats all alike.

mod agreed;
mod forms;
mod guard;
mod itemized;
mod law;
mod lines;
mod pages;
mod patient;
mod payment;
mod rates;
mod schedule;

pub use guard::contradictions;
pub use payment::may_hold_until_paid;
pub use rates::{Rate, rates};

use crate::fees::model::{Fee, FeeFacts};
use crate::words::{Cents, Refusal};
use lines::{Priced, line};
use schedule::{Schedule, schedule};

/// The fee of a request: lines, total, cap, and what is refused. Pure arithmetic in whole cents.
///
/// # Errors
/// A `Refusal` when the amounts are too large to be money.
pub fn fee(facts: &FeeFacts) -> Result<Fee, Refusal> {
    let mut priced = priced(facts)?;
    priced.refusals.extend(schedule::unused_claim(facts));
    priced.refusals.extend(guard::over_the_cap(facts, &priced));
    Ok(Fee {
        total: lines::sum(&priced.lines)?,
        lines: priced.lines,
        cap: priced.cap,
        refusals: priced.refusals,
    })
}

fn priced(facts: &FeeFacts) -> Result<Priced, Refusal> {
    match schedule(facts) {
        Schedule::Free { rule, why } => Ok(at_most(Cents::ZERO, why.to_owned(), rule)),
        Schedule::House(work, cents) => {
            let text = format!(
                "{}: the house asks {cents}, whatever its cost.",
                work.label()
            );
            Ok(at_most(cents, text, law::HOUSE))
        }
        Schedule::Patient => patient::price(facts),
        Schedule::QualifiedPerson => patient::of_a_qualified_person(facts),
        Schedule::Itemized(prices) => itemized::price(facts, prices),
        Schedule::AtCost { rule, why } => agreed::at_cost(facts, rule, why),
        Schedule::NoCap(why) => Ok(agreed::without_cap(facts, why)),
    }
}

fn at_most(cents: Cents, text: String, rule: &'static str) -> Priced {
    Priced {
        lines: vec![line(text, cents, rule)],
        cap: Some(cents),
        bound_by: rule,
        refusals: Vec::new(),
    }
}
