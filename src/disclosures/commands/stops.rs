//! What stops a release on its day.

use chrono::NaiveDate;

use crate::authorizations::model::{Flag, OpenHold, PaperAnswers, ReleaseFacts, Signer, Stop};
use crate::authorizations::rules::{ended_on, recheck};
use crate::authorizations::store::{find_last_check, list_endings};
use crate::db::{Read, StoreError};
use crate::patients;
use crate::requests::commands::OpenRequest;
use crate::requests::model::{AuthorizationEnd, FactKind, Road};

/// Everything that stops a release today, looked up now and not at intake (B13).
///
/// # Errors
/// When the database cannot be read.
pub fn stops_today(
    read: &mut Read<'_>,
    open: &OpenRequest,
    today: NaiveDate,
) -> Result<Vec<Stop>, StoreError> {
    let paper = find_last_check(read, open.request.id)?.map(|stored| stored.paper);
    let endings = list_endings(read, open.request.id)?;
    let signed_on = paper.as_ref().and_then(|paper| paper.signed_on);
    let ended = |how: AuthorizationEnd| ended_on(&endings, how, signed_on);
    let patient = match open.request.asked.patient.id {
        Some(id) => patients::store::find_vital_dates(read, id)?,
        None => None,
    };
    let facts = ReleaseFacts {
        expires_on: paper.as_ref().and_then(|paper| paper.expires_on),
        event_happened_on: ended(AuthorizationEnd::EventHappened),
        revoked_on: ended(AuthorizationEnd::Revoked),
        born_on: patient.and_then(|(born_on, _)| born_on),
        died_on: patient.and_then(|(_, died_on)| died_on),
        signer: signer(open.request.asked.road, paper.as_ref()),
        authority_ended_on: ended(AuthorizationEnd::AuthorityEnded),
        open_holds: open_holds(open),
        deceased_records: open.terms.law.deceased_records,
    };
    Ok(recheck(&facts, today))
}

fn open_holds(open: &OpenRequest) -> Vec<OpenHold> {
    open.facts
        .iter()
        .filter(|fact| fact.kind == FactKind::LegalHold && fact.closed.is_none())
        .map(|fact| OpenHold {
            reason: fact.reason.clone(),
        })
        .collect()
}

/// Who signed, as the check found it: for the estate, for a child, for a living adult, or the patient.
fn signer(road: Road, paper: Option<&PaperAnswers>) -> Signer {
    let known = |flag| paper.is_some_and(|paper| paper.flags.contains(&flag));
    let represented = known(Flag::Representative) || road == Road::PersonalRepresentative;
    if known(Flag::Deceased) {
        Signer::ForDeceasedPatient
    } else if known(Flag::Minor) && represented {
        Signer::ParentOrGuardian
    } else if represented {
        Signer::AgentOfLivingPatient
    } else {
        Signer::Patient
    }
}
