//! N01–N20: the letters that go out (rule sheet 1.18).

use super::{Family, Reading, Rule};
use crate::notices::model::NoticeKind;

pub(super) fn rules() -> Vec<Rule> {
    NoticeKind::ALL.iter().map(|kind| row(*kind)).collect()
}

fn row(kind: NoticeKind) -> Rule {
    let (citation, evidence, says) = rests_on(kind);
    Rule {
        id: kind.as_str(),
        family: Family::Notices,
        title: kind.label(),
        says,
        citation,
        evidence,
        reading: Reading::Settled,
    }
}

const DESK: &str = "Rule of the desk";

/// The law of a notice, what its content rests on, and what it must hold.
const fn rests_on(kind: NoticeKind) -> (&'static str, &'static str, &'static str) {
    use NoticeKind as N;
    match kind {
        N::N01 => (
            DESK,
            "[D]",
            "Number, what was understood, the controlling due day, the status line and from when to ask.",
        ),
        N::N02 => (
            DESK,
            "[D]",
            "Each failed check in plain words, how to answer by every channel, that the clock still runs, the form.",
        ),
        N::N03 => (
            "45 CFR 164.524(b)(2)(iii)",
            "[V1]",
            "Reason, new completion day, complaint line; refused after the due day.",
        ),
        N::N04 => (
            "45 CFR 164.524(d); N.Y. Public Health Law 18",
            "[V1] [V22] [V23]",
            "Basis, review right and how, both complaint routes, the rest of the record; in New York also the state's form.",
        ),
        N::N05 => (
            "45 CFR 164.524(d)(4)",
            "[V1]",
            "The reviewer's decision and the next step.",
        ),
        N::N06 => (
            "45 CFR 164.524(c)(4)",
            "[V1] [V6]",
            "Items, basis of the rate, ways to lower or waive it, free-copy rights.",
        ),
        N::N07 => (
            DESK,
            "[D]",
            "Where, hours with the lunch break, identity needed, who may collect.",
        ),
        N::N08 => (
            "45 CFR 164.508; N.Y. Public Health Law 2782; 42 CFR 2.32",
            "[V1] [V24] [V28]",
            "Contents, pages, the redisclosure statements that apply, amendments and addenda.",
        ),
        N::N09 => (
            "45 CFR 164.524(d)(3)",
            "[V1]",
            "What was searched, and who may hold it.",
        ),
        N::N10 | N::N11 | N::N12 => (
            "45 CFR 164.526",
            "[V1]",
            "What the law wants said when an amendment is accepted, denied or rebutted.",
        ),
        N::N13 | N::N14 | N::N15 => (
            "45 CFR 164.528",
            "[V1]",
            "The accounting, its one extension, or the warning of its fee with the chance to withdraw.",
        ),
        N::N16 => (
            "City of Hope page, lines 60 to 87",
            "[A:60-87]",
            "The missing fields of a form packet.",
        ),
        N::N17 => (
            "City of Hope page, lines 60 to 87",
            "[A:60-87]",
            "Day sent, to whom, the copy enclosed.",
        ),
        N::N18 => (
            "45 CFR 164.512(e); Cal. CCP 1985.3; N.Y. CPLR 3122",
            "[V1] [V20] [V21]",
            "The missing proof, its legal basis, the custodian's contact.",
        ),
        N::N19 => (
            "45 CFR 164.404(c); 22 CCR 79902",
            "[V1] [V17]",
            "What happened with dates, kinds of information, steps for the patient, what the hospital does, contact.",
        ),
        N::N20 => (
            DESK,
            "[D]",
            "Stage and due day; nothing about the patient to an unverified caller.",
        ),
    }
}
