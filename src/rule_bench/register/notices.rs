//! N01–N20: the letters that go out (rule sheet 1.18).

use super::{Family, Rule};
use crate::notices::model::NoticeKind;

pub(super) fn rules() -> Vec<Rule> {
    ROWS.iter()
        .map(|(kind, citation, evidence, says)| Rule {
            id: kind.as_str(),
            family: Family::Notices,
            title: kind.label(),
            says,
            citation,
            evidence,
        })
        .collect()
}

const DESK: &str = "Rule of the desk";

/// Each notice with its law, what its content rests on, and what it must hold.
const ROWS: &[(NoticeKind, &str, &str, &str)] = &[
    (
        NoticeKind::N01,
        DESK,
        "[D]",
        "Number, what was understood, the controlling due day, the status line and from when to ask.",
    ),
    (
        NoticeKind::N02,
        DESK,
        "[D]",
        "Each failed check in plain words, how to answer by every channel, that the clock still runs, the form.",
    ),
    (
        NoticeKind::N03,
        "45 CFR 164.524(b)(2)(iii)",
        "[V1]",
        "Reason, new completion day, complaint line; refused after the due day.",
    ),
    (
        NoticeKind::N04,
        "45 CFR 164.524(d); N.Y. Public Health Law 18",
        "[V1] [V22] [V23]",
        "Basis, review right and how, both complaint routes, the rest of the record; in New York also the state's form.",
    ),
    (
        NoticeKind::N05,
        "45 CFR 164.524(d)(4)",
        "[V1]",
        "The reviewer's decision and the next step.",
    ),
    (
        NoticeKind::N06,
        "45 CFR 164.524(c)(4)",
        "[V1] [V6]",
        "Items, basis of the rate, ways to lower or waive it, free-copy rights.",
    ),
    (
        NoticeKind::N07,
        DESK,
        "[D]",
        "Where, hours with the lunch break, identity needed, who may collect.",
    ),
    (
        NoticeKind::N08,
        "45 CFR 164.508; N.Y. Public Health Law 2782; 42 CFR 2.32",
        "[V1] [V24] [V28]",
        "Contents, pages, the redisclosure statements that apply, amendments and addenda.",
    ),
    (
        NoticeKind::N09,
        "45 CFR 164.524(d)(3)",
        "[V1]",
        "What was searched, and who may hold it.",
    ),
    (
        NoticeKind::N10,
        "45 CFR 164.526",
        "[V1]",
        "What the law wants said when an amendment is accepted, denied or rebutted.",
    ),
    (
        NoticeKind::N11,
        "45 CFR 164.526",
        "[V1]",
        "What the law wants said when an amendment is accepted, denied or rebutted.",
    ),
    (
        NoticeKind::N12,
        "45 CFR 164.526",
        "[V1]",
        "What the law wants said when an amendment is accepted, denied or rebutted.",
    ),
    (
        NoticeKind::N13,
        "45 CFR 164.528",
        "[V1]",
        "The accounting, its one extension, or the warning of its fee with the chance to withdraw.",
    ),
    (
        NoticeKind::N14,
        "45 CFR 164.528",
        "[V1]",
        "The accounting, its one extension, or the warning of its fee with the chance to withdraw.",
    ),
    (
        NoticeKind::N15,
        "45 CFR 164.528",
        "[V1]",
        "The accounting, its one extension, or the warning of its fee with the chance to withdraw.",
    ),
    (
        NoticeKind::N16,
        "City of Hope page, lines 60 to 87",
        "[A:60-87]",
        "The missing fields of a form packet.",
    ),
    (
        NoticeKind::N17,
        "City of Hope page, lines 60 to 87",
        "[A:60-87]",
        "Day sent, to whom, the copy enclosed.",
    ),
    (
        NoticeKind::N18,
        "45 CFR 164.512(e); Cal. CCP 1985.3; N.Y. CPLR 3122",
        "[V1] [V20] [V21]",
        "The missing proof, its legal basis, the custodian's contact.",
    ),
    (
        NoticeKind::N19,
        "45 CFR 164.404(c); 22 CCR 79902",
        "[V1] [V17]",
        "What happened with dates, kinds of information, steps for the patient, what the hospital does, contact.",
    ),
    (
        NoticeKind::N20,
        DESK,
        "[D]",
        "Stage and due day; nothing about the patient to an unverified caller.",
    ),
];
