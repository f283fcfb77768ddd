//! Fees, accounting and breach: sections of the rule sheet whose rows have no ids of their own (1.17, 1.4, 1.16).

use super::{Family, Rule};
use crate::disclosures::model::Basis;
use crate::disclosures::rules::accountable;
use crate::incidents::model::Law;
use crate::incidents::rules::EXCLUSIONS;

/// What may be charged: payer or road, cap, law, what it rests on (1.17).
const FEES: &[(&str, &str, &str, &str)] = &[
    (
        "The patient's own electronic copy",
        "Actual cost, average cost, or a flat fee of at most $6.50, which is an option and no cap; nothing per page, no search or retrieval.",
        "45 CFR 164.524(c)(4)",
        "[V6]",
    ),
    (
        "The patient's own paper copy, California",
        "The lower of HIPAA's cost and $0.25 a page, $0.50 from microfilm, with postage if mailed.",
        "Cal. Health & Safety Code 123110; 45 CFR 164.524(c)(4)",
        "[V6] [V7]",
    ),
    (
        "The patient's own paper copy, New York",
        "The lower of HIPAA's cost and $0.75 a page, with postage.",
        "N.Y. Public Health Law 18; 45 CFR 164.524(c)(4)",
        "[V6] [V22]",
    ),
    (
        "Looking at the record",
        "Free.",
        "45 CFR 164.524(c)(4)",
        "[V6]",
    ),
    (
        "A copy for a benefit claim or appeal",
        "Free; California needs the proof.",
        "Cal. Health & Safety Code 123110(d); N.Y. Public Health Law 17, 18",
        "[V7] [V22]",
    ),
    (
        "An attorney before suit, California",
        "$0.10 a page, $0.20 from microfilm, clerical work at most $16 an hour.",
        "Cal. Evidence Code 1158",
        "[V18]",
    ),
    (
        "A civil subpoena, California",
        "$0.10 a page, $0.20 from microfilm, clerical work at most $24 an hour in quarter hours of $6, postage, retrieval at cost.",
        "Cal. Evidence Code 1563",
        "[V19]",
    ),
    (
        "Continuity of care",
        "Free by policy of the house.",
        "Policy of the house",
        "[K]",
    ),
    (
        "Accounting of disclosures",
        "The first in any 12 months is free.",
        "45 CFR 164.528(c)(2)",
        "[V1]",
    ),
    (
        "A form for a public benefit, California",
        "Free.",
        "Cal. Health & Safety Code 123114",
        "[V8]",
    ),
    (
        "Payment before delivery",
        "Copies for third parties may wait for payment; for patients an unpaid fee stops no clock.",
        "1999 proposal of 45 CFR 164",
        "[V51] [U]",
    ),
];

const fn row(
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
    FEES.iter()
        .map(|(title, says, citation, evidence)| {
            row("1.17", Family::Fees, title, says, citation, evidence)
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
