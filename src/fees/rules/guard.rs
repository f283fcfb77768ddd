//! The fee guard: above the cap nothing can be saved, and facts that cannot be true are named (B39).

use super::lines::Priced;
use crate::fees::model::{CopyBy, FeeFacts};
use crate::words::{Cents, Refusal};

/// The refusal of an amount above the cap, naming the rule that sets it.
pub(super) fn over_the_cap(facts: &FeeFacts, priced: &Priced) -> Option<Refusal> {
    let (proposed, cap) = (facts.proposed?, priced.cap?);
    let rule = priced.bound_by;
    (proposed > cap).then(|| {
        let text = match (rule, cap) {
            (super::law::HOUSE, cap) => {
                format!("The house asks {cap} for this, not {proposed}. Ask for {cap} or less.")
            }
            (rule, Cents::ZERO) => {
                format!("{rule} lets nothing be asked here, so {proposed} cannot be saved.")
            }
            (rule, cap) => {
                format!("{proposed} is more than {rule} allows here. Ask for {cap} or less.")
            }
        };
        Refusal::new(rule, text)
    })
}

/// Every contradiction in the facts, as sentences for staff; none when they can be true together.
pub fn contradictions(facts: &FeeFacts) -> Vec<String> {
    let mut found = Vec::new();
    if facts.delivery == CopyBy::Inspection && facts.inspection == Some(false) {
        found.push(
            "The record is looked at on site, yet it is said not to be an inspection. Say which."
                .to_owned(),
        );
    }
    for (name, cents) in [
        ("Labor", facts.costs.labor),
        ("The supplies", facts.costs.supplies),
        ("The postage", facts.costs.postage),
        ("The proposed amount", facts.proposed),
    ] {
        if cents.is_some_and(|cents| cents < Cents::ZERO) {
            found.push(format!("{name} cannot be less than nothing."));
        }
    }
    found
}
