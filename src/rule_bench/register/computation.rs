//! R1–R20: how days are counted (rule sheet 0). No table holds their words, so they stand here.

use super::{Family, Rule};

const fn rule(
    id: &'static str,
    title: &'static str,
    citation: &'static str,
    evidence: &'static str,
) -> Rule {
    Rule {
        id,
        family: Family::Computation,
        title,
        says: "",
        citation,
        evidence,
    }
}

const DESK: &str = "Rule of the desk";
const FEDERAL: &str = "45 CFR 164.524(b)(2), 164.526(b)(2), 164.528(c)(1)";

const RULES: [Rule; 20] = [
    rule(
        "R1",
        "Every date is the local date of the facility",
        DESK,
        "[D]",
    ),
    rule(
        "R2",
        "Received on the day it first reached any channel or site of the hospital",
        "45 CFR 164.524(b)(2): receipt",
        "[D] [V1]",
    ),
    rule(
        "R3",
        "A drop-box item is received on the appointment date between two emptyings, else at the earlier emptying",
        "City of Hope page, lines 15 and 17",
        "[D] [A:15,17]",
    ),
    rule(
        "R4",
        "Calendar days: the start plus N; the next day is day 1",
        "45 CFR 164.524(b)(2); Cal. CCP 12; N.Y. GCL 25-a",
        "[V1] [V41]",
    ),
    rule(
        "R5",
        "Working days: only those strictly after the start count",
        DESK,
        "[D] [U]",
    ),
    rule(
        "R6",
        "A clock of the law skips a weekday only when the office is closed and the state makes it a holiday; a promise of the house skips every day the office is closed",
        "Cal. Gov. Code 6700; N.Y. GCL 24",
        "[D]",
    ),
    rule(
        "R7",
        "A due day is never rolled forward; work is done by the last open day before it",
        "Cal. CCP 12, 12a; Cal. Gov. Code 6800; N.Y. GCL 25-a",
        "[D]",
    ),
    rule(
        "R8",
        "The earliest due day of all clocks controls; a tie goes to the lower number",
        DESK,
        "[D]",
    ),
    rule(
        "R9",
        "Asking the requester never pauses or restarts a clock",
        FEDERAL,
        "[V1] [D]",
    ),
    rule(
        "R10",
        "One written extension of at most 30 days, sent on or before the original due day",
        FEDERAL,
        "[V1]",
    ),
    rule(
        "R11",
        "A federal extension never extends a shorter clock of the state",
        "More stringent state law governs",
        "[K]",
    ),
    rule(
        "R12",
        "From when a caller may ask how the request stands",
        "City of Hope page, line 52",
        "[D] [U]",
    ),
    rule(
        "R13",
        "A medical form is promised from the day its packet is complete; an external deadline stands beside it",
        "City of Hope page, lines 56, 62 and 83",
        "[D] [A:56,62,83]",
    ),
    rule(
        "R14",
        "Only a release, a denial, a withdrawal, the required response, an objection or the notice stops a clock",
        DESK,
        "[D]",
    ),
    rule(
        "R15",
        "Six years back is the same month and day; 29 February becomes the 28th",
        "45 CFR 164.528(a)",
        "[D] [V1]",
    ),
    rule(
        "R16",
        "The free benefit copy takes the place of the 15 days from the day of its proof; what a directive starts",
        "Cal. Health & Safety Code 123110; 45 CFR 164.524(c)(3)(ii)",
        "[D] [U]",
    ),
    rule(
        "R17",
        "One clarification letter names every gap at once",
        DESK,
        "[D]",
    ),
    rule(
        "R18",
        "The patient's appointment that day also admits the representative; an inspection slot is an appointment",
        DESK,
        "[D]",
    ),
    rule(
        "R19",
        "A defective authorization or subpoena starts no clock until a valid one arrives",
        DESK,
        "[D]",
    ),
    rule(
        "R20",
        "A reasonable time is 14 days; we aim for 10",
        "N.Y. Public Health Law 18(2)(d)",
        "[D] [V22]",
    ),
];

pub(super) fn rules() -> Vec<Rule> {
    RULES.to_vec()
}
