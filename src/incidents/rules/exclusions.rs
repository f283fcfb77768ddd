//! What the law excepts from its definition of a breach (1.16).

use crate::facilities::model::StateLaw;
use crate::incidents::model::{Exclusion, Incident, Law, RecipientKind};

/// A row of the table: the exclusion, and when it applies.
type Row = (Exclusion, fn(&Incident) -> bool);

/// Every exclusion that the facts of an incident can decide. Lawful disclosures and encrypted losses never come here;
/// the documented low probability is a person's assessment.
pub const EXCLUSIONS: &[Row] = &[
    (
        Exclusion {
            law: Law::Hipaa,
            rule: "45 CFR 164.402(1)(i) and (ii)",
            text: "It stayed among people of the same organization, in good faith or by inadvertence, and was not misused.",
        },
        stayed_inside,
    ),
    (
        Exclusion {
            law: Law::Hipaa,
            rule: "45 CFR 164.402(1)(iii)",
            text: "The recipient could not have kept the information.",
        },
        could_not_be_kept,
    ),
    (
        Exclusion {
            law: Law::California,
            rule: "22 CCR 79901, within the same facility or system",
            text: "It stayed within the same facility or health system and was not misused.",
        },
        |incident| in_california(incident) && stayed_inside(incident),
    ),
    (
        Exclusion {
            law: Law::California,
            rule: "22 CCR 79901, to a covered entity in coordinating care",
            text: "It went astray to another covered entity while care was being coordinated.",
        },
        |incident| in_california(incident) && went_astray_in_care(incident),
    ),
    (
        Exclusion {
            law: Law::California,
            rule: "22 CCR 79901, not able to retain",
            text: "The recipient could not have kept the information.",
        },
        |incident| in_california(incident) && could_not_be_kept(incident),
    ),
];

/// The exclusions that apply.
pub fn exclusions(incident: &Incident) -> Vec<Exclusion> {
    EXCLUSIONS
        .iter()
        .filter(|(_, applies)| applies(incident))
        .map(|(exclusion, _)| *exclusion)
        .collect()
}

fn in_california(incident: &Incident) -> bool {
    incident.state == StateLaw::California
}

fn misused(incident: &Incident) -> bool {
    incident.further_misused == Some(true)
}

fn stayed_inside(incident: &Incident) -> bool {
    incident.recipient == RecipientKind::SameOrganization && !misused(incident)
}

fn went_astray_in_care(incident: &Incident) -> bool {
    incident.recipient == RecipientKind::CoveredEntity
        && incident.coordinating_care == Some(true)
        && !misused(incident)
}

/// What was read can be kept in the head, and what was misused was kept: either defeats this exclusion.
fn could_not_be_kept(incident: &Incident) -> bool {
    incident.retained == Some(false) && incident.viewed != Some(true) && !misused(incident)
}
