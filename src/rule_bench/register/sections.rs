//! Fees, accounting and breach: sections of the rule sheet whose rows have no ids of their own (1.17, 1.4, 1.16), read off
//! the tables that decide.

use super::{Family, Rule};
use crate::disclosures::model::Basis;
use crate::disclosures::rules::accountable;
use crate::fees::rules::rates;
use crate::incidents::model::Law;
use crate::incidents::rules::EXCLUSIONS;

pub(super) const fn row(
    id: &'static str,
    family: Family,
    title: &'static str,
    says: &'static str,
    citation: &'static str,
    evidence: &'static str,
) -> Rule {
    Rule {
        id,
        family,
        title,
        says,
        citation,
        evidence,
    }
}

pub(super) fn fees() -> Vec<Rule> {
    rates()
        .iter()
        .map(|rate| {
            row(
                "1.17",
                Family::Fees,
                rate.title,
                &rate.says,
                &rate.citation,
                rate.evidence,
            )
        })
        .collect()
}

pub(super) fn accounting() -> Vec<Rule> {
    Basis::ALL
        .iter()
        .map(|basis| {
            let (listed, citation) = accountable(*basis);
            let says = if listed {
                "Listed in an accounting."
            } else {
                "Not listed in an accounting."
            };
            let evidence = if *basis == Basis::Misdirected {
                "[K] [V47]"
            } else {
                "[V1]"
            };
            row(
                "1.4",
                Family::Accounting,
                basis.label(),
                says,
                citation,
                evidence,
            )
        })
        .collect()
}

pub(super) fn breach() -> Vec<Rule> {
    EXCLUSIONS
        .iter()
        .map(|(exclusion, _)| {
            let evidence = match exclusion.law {
                Law::Hipaa => "[V1]",
                Law::California => "[V17]",
            };
            row(
                "1.16",
                Family::Breach,
                exclusion.law.label(),
                exclusion.text,
                exclusion.rule,
                evidence,
            )
        })
        .collect()
}
