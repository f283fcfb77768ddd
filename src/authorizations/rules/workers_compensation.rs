//! Workers' compensation (rule sheet 1.14): what an employer, an insurer or administrator, the Board and a party may get in
//! each state. The minimum necessary applies to all of it, and every release belongs in an accounting (164.512(l), 1.4).

use crate::authorizations::model::Stop;
use crate::facilities::model::StateLaw::{self, California, NewYork};
use crate::requests::model::{RequesterClass, Road};

/// How much of the record workers' compensation law opens to a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Diagnosis and treatment of the claimed condition, and what it means for the work.
    ClaimedCondition,
    /// What the claim needs.
    NeededForClaim,
    /// The reports of the claim, without authorization; an earlier injury only on the limited form.
    Reports,
    /// The patient's own copy.
    Own,
    /// Nothing here: this recipient has a road of its own.
    AnotherRoad(Road),
    /// Nothing.
    Nothing,
}

/// One row: a recipient in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompensationRow {
    /// In this state only; none: in both.
    pub state: Option<StateLaw>,
    /// To these recipients; none named: to everybody else.
    pub to: &'static [RequesterClass],
    /// Who that is, in words.
    pub title: &'static str,
    /// How much.
    pub share: Share,
    /// What staff read.
    pub says: &'static str,
    /// The law.
    pub citation: &'static str,
    /// What it rests on: the tags of the rule sheet.
    pub evidence: &'static str,
}

/// Every row; the first that fits decides, the last fits all.
pub const ROWS: &[CompensationRow] = &[
    CompensationRow {
        state: None,
        to: &[RequesterClass::Patient, RequesterClass::Representative],
        title: "The patient",
        share: Share::Own,
        says: "The patient's own copy is not limited to the claim.",
        citation: "45 CFR 164.524",
        evidence: "[V1]",
    },
    CompensationRow {
        state: Some(California),
        to: &[RequesterClass::Employer],
        title: "The employer, California",
        share: Share::ClaimedCondition,
        says: "The employer learns only the diagnosis and treatment of the claimed condition and what work has to be changed.",
        citation: "Cal. Labor Code 3762; 45 CFR 164.512(l)",
        evidence: "[V34] [V1]",
    },
    CompensationRow {
        state: Some(California),
        to: &[RequesterClass::Insurer],
        title: "The insurer or administrator, California",
        share: Share::NeededForClaim,
        says: "The insurer or administrator gets what the claim needs and passes on to the employer only the claimed condition and the change of work.",
        citation: "Cal. Labor Code 3762; 45 CFR 164.512(l)",
        evidence: "[V34] [V1]",
    },
    CompensationRow {
        state: Some(California),
        to: &[RequesterClass::Government],
        title: "The Board, California",
        share: Share::NeededForClaim,
        says: "The Board gets what workers' compensation law asks for, and no more than the claim needs.",
        citation: "45 CFR 164.512(l)",
        evidence: "[V1]",
    },
    CompensationRow {
        state: Some(California),
        to: &[RequesterClass::Attorney, RequesterClass::Court],
        title: "A party, California",
        share: Share::AnotherRoad(Road::Subpoena),
        says: "A party gets records by subpoena: move the request to that road.",
        citation: "Cal. Labor Code 4055.2",
        evidence: "[V34]",
    },
    CompensationRow {
        state: Some(NewYork),
        to: &[RequesterClass::Insurer, RequesterClass::Government],
        title: "The Board and the carrier, New York",
        share: Share::Reports,
        says: "The Board and the carrier get the reports without authorization. Of an earlier injury they get only what the limited release C-3.3 opens: the same body part.",
        citation: "N.Y. Workers' Compensation Board, C-3.3; 45 CFR 164.512(l)",
        evidence: "[V34] [V1]",
    },
    CompensationRow {
        state: Some(NewYork),
        to: &[RequesterClass::Employer],
        title: "An employer, New York",
        share: Share::Nothing,
        says: "An employer who may hire the patient has no use of these records at all, and the law names the Board and the carrier only. With the patient's authorization, use that road.",
        citation: "N.Y. Workers' Compensation Board, C-3.3",
        evidence: "[V34] [D]",
    },
    CompensationRow {
        state: Some(NewYork),
        to: &[RequesterClass::Attorney, RequesterClass::Court],
        title: "A party, New York",
        share: Share::AnotherRoad(Road::Subpoena),
        says: "A party gets records by subpoena or with the patient's authorization: move the request to that road.",
        citation: "NY CPLR 3122",
        evidence: "[V21]",
    },
    CompensationRow {
        state: None,
        to: &[],
        title: "Anybody else",
        share: Share::Nothing,
        says: "Workers' compensation law opens nothing to this recipient. With the patient's authorization, use that road.",
        citation: "45 CFR 164.512(l)",
        evidence: "[V1] [D]",
    },
];

/// The row of a recipient in a state.
pub fn row(state: StateLaw, to: RequesterClass) -> &'static CompensationRow {
    let fits = |row: &&CompensationRow| {
        row.state.is_none_or(|only| only == state) && (row.to.is_empty() || row.to.contains(&to))
    };
    ROWS.iter().find(fits).unwrap_or(&ROWS[ROWS.len() - 1])
}

/// What keeps a release on this road back: a recipient the law does not open anything to, and an entire record, which no
/// claim needs (164.502(b)). `entire_record`: so it was asked for.
pub fn stops(state: StateLaw, to: &[RequesterClass], entire_record: bool) -> Vec<Stop> {
    let stop = |text: &str| Stop {
        rule: "1.14",
        text: text.to_owned(),
    };
    let mut found: Vec<Stop> = Vec::new();
    for one in to.iter().map(|to| row(state, *to)) {
        let closed = matches!(one.share, Share::AnotherRoad(_) | Share::Nothing);
        if closed && found.iter().all(|stop| stop.text != one.says) {
            found.push(stop(one.says));
        }
    }
    let others = to.iter().any(|to| row(state, *to).share != Share::Own);
    if entire_record && others {
        found.push(stop(
            "The entire record is asked for. Workers' compensation opens what the claim needs: change what is asked for.",
        ));
    }
    found
}
