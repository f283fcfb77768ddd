//! What the two letters must hold, and what one still lacks (164.526(c), (d); N10, N11).

use crate::amendments::model::{Acceptance, AcceptancePart, AmendmentDenial, DenialPart};

/// What an acceptance letter still lacks; empty when it may go.
pub fn missing_from_acceptance(letter: &Acceptance) -> Vec<AcceptancePart> {
    let names_records = letter.records.iter().any(|record| is_said(Some(record)));
    lacking([
        (AcceptancePart::Accepted, letter.says_accepted),
        (AcceptancePart::Records, names_records),
        (AcceptancePart::Link, is_said(letter.linked_how.as_deref())),
        (AcceptancePart::WhomToTell, letter.asks_whom_to_tell),
        (AcceptancePart::Agreement, letter.asks_agreement),
        (AcceptancePart::WhoRelies, letter.tells_who_relies),
    ])
}

/// What a denial letter still lacks; empty when it may go.
pub fn missing_from_denial(letter: &AmendmentDenial) -> Vec<DenialPart> {
    lacking([
        (DenialPart::Ground, letter.ground.is_some()),
        (
            DenialPart::PlainWords,
            is_said(letter.plain_words.as_deref()),
        ),
        (DenialPart::StatementRight, letter.statement_right),
        (
            DenialPart::HowToFile,
            is_said(letter.how_to_file.as_deref()),
        ),
        (DenialPart::TravelRight, letter.travel_right),
        (
            DenialPart::ComplainTo,
            is_said(letter.complain_to.as_deref()),
        ),
        (
            DenialPart::ComplaintPhone,
            is_said(letter.complaint_phone.as_deref()),
        ),
        (DenialPart::HhsRoute, letter.hhs_route),
    ])
}

fn lacking<T, const N: usize>(parts: [(T, bool); N]) -> Vec<T> {
    parts
        .into_iter()
        .filter_map(|(part, there)| (!there).then_some(part))
        .collect()
}

fn is_said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
