//! What an entry holds and what it still lacks (164.528(b)(2), (b)(4)).

use crate::accountings::model::{Disclosed, Entry, EntryPart, Study};
use crate::disclosures::model::Basis;

/// From so many people on, a study may be told as a block.
const MANY_PEOPLE: u32 = 50;

/// What is said with a study of fifty people or more (164.528(b)(4)(i)(F)).
pub const STUDY_STATEMENT: &str = "Your health information may or may not have been disclosed for this study. If it is likely that it was, we help you, if you ask, to contact the sponsor and the researcher.";

pub(super) fn entry(disclosed: &Disclosed) -> Entry {
    Entry {
        missing: missing(disclosed),
        study_statement: study_block(disclosed).map(|_| STUDY_STATEMENT),
        disclosed: disclosed.clone(),
    }
}

/// The study, where it is told as a block: research under a waiver, records of fifty people or more.
fn study_block(disclosed: &Disclosed) -> Option<&Study> {
    let study = disclosed.study.as_ref()?;
    let many = study.people.is_some_and(|people| people >= MANY_PEOPLE);
    (many && disclosed.basis == Basis::ResearchWaiver).then_some(study)
}

/// What the entry of a disclosure still lacks, in the order of the law.
pub fn missing(disclosed: &Disclosed) -> Vec<EntryPart> {
    let mut parts = vec![
        (EntryPart::Recipient, is_said(Some(&disclosed.recipient))),
        (EntryPart::Address, is_said(disclosed.address.as_deref())),
        (
            EntryPart::Description,
            is_said(disclosed.description.as_deref()),
        ),
        (
            EntryPart::Purpose,
            is_said(Some(&disclosed.purpose)) || disclosed.request_copy,
        ),
    ];
    if let Some(study) = study_block(disclosed) {
        parts.extend([
            (EntryPart::Protocol, is_said(study.protocol.as_deref())),
            (EntryPart::About, is_said(study.about.as_deref())),
            (EntryPart::Sponsor, is_said(study.sponsor.as_deref())),
            (EntryPart::Researcher, is_said(study.researcher.as_deref())),
        ]);
    }
    parts
        .into_iter()
        .filter_map(|(part, there)| (!there).then_some(part))
        .collect()
}

fn is_said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
