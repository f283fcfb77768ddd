//! C1–C26: the master table of clocks (rule sheet 1.0). Title and law come from the tables that count them; here stands
//! what each reading rests on, and the rows that no clock counts.

use super::{Family, Rule};
use crate::disclosures::rules::blocking;
use crate::incidents::rules as incidents;
use crate::requests::rules::clocks::{self, ClockRule};

/// What the reading of each counted clock rests on.
const EVIDENCE: &[(ClockRule, &str)] = &[
    (ClockRule::C1, "[V1] [V2]"),
    (ClockRule::C2, "[V1]"),
    (ClockRule::C3, "[V1]"),
    (ClockRule::C4, "[V7]"),
    (ClockRule::C5, "[V7] [U]"),
    (ClockRule::C6, "[V7] [V8]"),
    (ClockRule::C7, "[V11]"),
    (ClockRule::C9, "[V18] [U]"),
    (ClockRule::C10, "[V19]"),
    (ClockRule::C11, "[V22]"),
    (ClockRule::C12, "[V22]"),
    (ClockRule::C13, "[V21]"),
    (ClockRule::C14, "[V1]"),
    (ClockRule::C15, "[V1]"),
    (ClockRule::C16, "[V17]"),
    (ClockRule::C17, "[V31] [K]"),
    (ClockRule::C18, "[V1]"),
    (ClockRule::C19, "[V1]"),
    (ClockRule::C20, "[K] [V29]"),
    (ClockRule::C21, "[V36]"),
    (ClockRule::C22, "[V36]"),
    (ClockRule::C23, "[V35]"),
];

pub(super) fn rules() -> Vec<Rule> {
    let mut rules: Vec<Rule> = EVIDENCE
        .iter()
        .map(|(rule, evidence)| Rule {
            id: rule.as_str(),
            family: Family::Clocks,
            title: rule.label(),
            says: says(*rule),
            citation: citation(*rule),
            evidence,
        })
        .chain(NOT_COUNTED)
        .collect();
    rules.sort_by_key(|rule| number(rule.id));
    rules
}

fn number(id: &str) -> u32 {
    id.trim_start_matches('C').parse().unwrap_or(u32::MAX)
}

fn citation(rule: ClockRule) -> &'static str {
    clocks::citation(rule)
        .or_else(|| incidents::citation(rule))
        .unwrap_or(blocking::INFEASIBILITY)
}

const fn says(rule: ClockRule) -> &'static str {
    match rule {
        ClockRule::C1 => {
            "Calendar days from receipt to provide or to deny in writing; one extension of 30."
        }
        ClockRule::C2 | ClockRule::C3 => "60 calendar days from receipt; one extension of 30.",
        ClockRule::C4 => "5 working days from receipt; no extension.",
        ClockRule::C5 => "15 calendar days from receipt; no extension.",
        ClockRule::C6 => "30 calendar days from request and proof; free.",
        ClockRule::C7 => "10 working days; 30 days for a long record or a recent discharge.",
        ClockRule::C9 => "5 days from the day a valid authorization is presented.",
        ClockRule::C10 => "15 days after service, 5 in a criminal case, or as agreed.",
        ClockRule::C11 => "10 days from the written request.",
        ClockRule::C12 => "A reasonable time: 14 days, aimed at 10.",
        ClockRule::C13 => "20 days from service to object.",
        ClockRule::C14 => "Without unreasonable delay, at most 60 days from discovery.",
        ClockRule::C15 => {
            "With C14 for 500 people or more; else within 60 days after the end of the year."
        }
        ClockRule::C16 => {
            "15 business days from detection, to the Department of Public Health and to the patient."
        }
        ClockRule::C17 => "30 days from discovery.",
        ClockRule::C18 | ClockRule::C19 => {
            "At most 30 days from the oral statement; a written one sets its own end."
        }
        ClockRule::C20 => "Business days from receipt of the request.",
        ClockRule::C21 => "49 days from the start of the disability.",
        ClockRule::C22 => "41 days from the start of the leave.",
        ClockRule::C23 => "15 days from the employer's request; 7 to cure.",
        ClockRule::Ext => "",
    }
}

/// Rows of the master table that no clock counts: a duty without a day, two promises of the house, and how long papers
/// are kept.
const NOT_COUNTED: [Rule; 4] = [
    Rule {
        id: "C8",
        family: Family::Clocks,
        title: "California: addendum of the patient",
        says: "No clock: it is attached on receipt; 250 words for each disputed item.",
        citation: "Cal. Health & Safety Code 123111",
        evidence: "[V9]",
    },
    Rule {
        id: "C24",
        family: Family::Clocks,
        title: "Our promise: a medical form done",
        says: "10 business days after the packet is complete; the house's promise, never law.",
        citation: "City of Hope page, lines 56 and 83",
        evidence: "[A:56,83]",
    },
    Rule {
        id: "C25",
        family: Family::Clocks,
        title: "Our promise: the wait before asking for the status",
        says: "5 working days; the house's promise, never law.",
        citation: "City of Hope page, line 52",
        evidence: "[A:52]",
    },
    Rule {
        id: "C26",
        family: Family::Clocks,
        title: "How long what HIPAA wants written down is kept",
        says: "6 years from its creation or from the last day it was in force, whichever is later.",
        citation: "45 CFR 164.530(j)",
        evidence: "[V1]",
    },
];
