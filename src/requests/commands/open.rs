//! Opening a request for a change.

use crate::app::Seen;
use crate::db::{Read, StoreError, Subject};
use crate::facilities::{Facilities, Terms};
use crate::requests::model::{Facts, OpenFact, Request, RequestId, RequestVersion};
use crate::requests::rules::clocks::ClockFacts;
use crate::requests::rules::roads;
use crate::requests::store::{self, StoredFact};

/// A request with everything the decisions need, as it stands in this transaction.
#[derive(Debug, Clone)]
pub struct OpenRequest {
    /// The request, its recipients included.
    pub request: Request,
    /// Its facts, closed ones included.
    pub facts: Vec<StoredFact>,
    /// The terms of its facility.
    pub terms: Terms,
    /// The facts that were open when the last event was recorded: the workflow judges the next one by these, while the
    /// index is written from the facts as the event leaves them.
    pub judged: Vec<OpenFact>,
}

/// Opens a request of one of these sites. `version` is the one the person saw; none where the change does not depend on
/// what was seen (a note).
///
/// # Errors
/// `NotFound` for an unknown request or another site's; `Stale` when it was changed since it was seen.
pub fn open(
    read: &mut Read<'_>,
    facilities: &Facilities,
    public_id: &str,
    sites: &[String],
    version: Option<RequestVersion>,
) -> Result<OpenRequest, StoreError> {
    let request = store::find_by_public_id(read, public_id, sites)?.ok_or(StoreError::NotFound)?;
    if version.is_some_and(|seen| seen != request.version) {
        return Err(StoreError::Stale);
    }
    complete(read, facilities, request)
}

/// Opens a request by its inner id, for jobs.
///
/// # Errors
/// `NotFound`.
pub fn open_by_id(
    read: &mut Read<'_>,
    facilities: &Facilities,
    id: RequestId,
) -> Result<OpenRequest, StoreError> {
    let request = store::get_request(read, id)?;
    complete(read, facilities, request)
}

fn complete(
    read: &mut Read<'_>,
    facilities: &Facilities,
    mut request: Request,
) -> Result<OpenRequest, StoreError> {
    let facts = store::list_facts(read, request.id)?;
    request.asked.recipients = store::list_recipients(read, request.id)?
        .into_iter()
        .map(|(_, r)| r)
        .collect();
    let terms = facilities
        .terms(&request.asked.site, request.asked.received_on)
        .ok_or_else(|| {
            StoreError::Failed("a request names a site that no profile knows".to_owned())
        })?;
    let judged = facts.iter().filter_map(StoredFact::open).collect();
    Ok(OpenRequest {
        request,
        facts,
        terms,
        judged,
    })
}

impl OpenRequest {
    /// The evidence that a page showed this request (T38).
    pub fn seen(&self) -> Seen {
        Seen {
            subject: Subject {
                request_id: Some(self.request.id.0),
                patient_id: self.request.asked.patient.id,
                detail: None,
            },
            listed: None,
        }
    }

    /// What the workflow, the shown status and the next step are functions of.
    pub fn facts(&self) -> Facts {
        let open = self.facts.iter().filter_map(StoredFact::open).collect();
        facts_of(&self.request, open)
    }

    /// The same before the change that is being recorded.
    pub(super) fn facts_before(&self) -> Facts {
        facts_of(&self.request, self.judged.clone())
    }

    /// What the clocks are functions of.
    pub fn clock_facts(&self) -> ClockFacts {
        clock_facts(&self.request, &self.terms)
    }
}

/// Gathers the facts of a request for the decisions.
pub(super) fn facts_of(request: &Request, open: Vec<OpenFact>) -> Facts {
    let row = roads::row(request.asked.road);
    let recipients = &request.asked.recipients;
    Facts {
        road: request.asked.road,
        outcomes: row.outcomes,
        extension_possible: row.extension,
        patient_matched: request.asked.patient.id.is_some(),
        recipients_complete: !recipients.is_empty()
            && recipients.iter().all(|r| r.gaps().is_empty()),
        pick_up: recipients.iter().any(|r| r.delivery.in_person()),
        check: request.progress.check,
        open,
        letters_sent: request.progress.letters_sent,
        extended: request.progress.extended,
        sensitive: request.asked.sensitive,
        quality_checks: request.progress.quality_checks,
        acknowledged: request.progress.acknowledged,
        assigned: request.owner_id.is_some(),
        disposition: request.disposition,
    }
}

/// Gathers the clock facts of a request under the terms of its facility.
pub(super) fn clock_facts(request: &Request, terms: &Terms) -> ClockFacts {
    let asked = &request.asked;
    asked
        .clock_inputs
        .facts(terms, asked.road, asked.received_on, &asked.wants)
}
