//! When a record of why electronic records were withheld is due (1.10).

use crate::disclosures::model::WithholdingHow;
use crate::requests::model::{Delivery, Disposition, Format};

/// What is known of the electronic records of a request, to tell whether a record of why is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Electronic<'a> {
    /// The form in which they were asked for.
    pub format: Option<Format>,
    /// How the request ended.
    pub disposition: Option<Disposition>,
    /// Whether the time was extended.
    pub extended: bool,
    /// How they were handed over.
    pub deliveries: &'a [Delivery],
    /// What was recorded already.
    pub recorded: &'a [WithholdingHow],
}

/// What happened to electronic records without a record of why: each wants one (1.10).
pub fn records_due(known: &Electronic<'_>) -> Vec<WithholdingHow> {
    if known.format != Some(Format::Electronic) {
        return Vec::new();
    }
    let in_person_or_on_paper = |way: &Delivery| {
        !matches!(
            way,
            Delivery::Portal | Delivery::SecureEmail | Delivery::PlainEmail
        )
    };
    let other_manner =
        !known.deliveries.is_empty() && known.deliveries.iter().all(in_person_or_on_paper);
    let ended = |how: Disposition| known.disposition == Some(how);
    [
        (ended(Disposition::Denied), WithholdingHow::Denied),
        (ended(Disposition::PartlyReleased), WithholdingHow::InPart),
        (known.extended, WithholdingHow::Delayed),
        (other_manner, WithholdingHow::OtherManner),
    ]
    .into_iter()
    .filter(|(happened, how)| *happened && !known.recorded.contains(how))
    .map(|(_, how)| how)
    .collect()
}
