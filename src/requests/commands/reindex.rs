//! Following the facts of the house: when a holiday or a promise has changed, the dates that open requests are sorted by
//! are computed anew.

use chrono::NaiveDateTime;

use super::open::{OpenRequest, open_by_id};
use super::record::rewrite_index;
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::model::{Request, RequestId};
use crate::requests::store::{self, StoredFact};

/// The request with its index as the rules make it now.
pub(super) fn reindexed(open: &OpenRequest, now: NaiveDateTime) -> Request {
    let mut derived = open.request.clone();
    let facts = open.facts.iter().filter_map(StoredFact::open).collect();
    let today = open.terms.calendar.local_date(now);
    rewrite_index(&mut derived, facts, &open.terms, now, today);
    derived
}

fn is_behind(stored: &Request, derived: &Request) -> bool {
    (stored.due_on, stored.work_by, &stored.due_rule)
        != (derived.due_on, derived.work_by, &derived.due_rule)
}

/// The next open requests after an inner id, and those among them whose stored dates are not what these facts make of
/// them. The last one looked at comes first; none when there are no more.
///
/// # Errors
/// When the database cannot be read.
pub fn list_behind(
    read: &mut Read<'_>,
    facilities: &Facilities,
    now: NaiveDateTime,
    after: i64,
) -> Result<(Option<i64>, Vec<RequestId>), StoreError> {
    let (mut last, mut behind) = (None, Vec::new());
    for id in store::list_open_ids(read, after)? {
        last = Some(id.0);
        let open = open_by_id(read, facilities, id)?;
        if is_behind(&open.request, &reindexed(&open, now)) {
            behind.push(id);
        }
    }
    Ok((last, behind))
}

/// Computes the stored dates of these requests anew. The index is derived, not decided: no event is told and the version
/// stays, so that nobody's open form grows stale.
///
/// # Errors
/// `Stale` when somebody changed one of them at this moment; nothing is stored then, and the next round tries again.
pub fn reindex(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    ids: &[RequestId],
) -> Result<(), CommandError> {
    let now = tx.now();
    for id in ids {
        let open = open_by_id(tx, facilities, *id)?;
        let derived = reindexed(&open, now);
        if is_behind(&open.request, &derived) {
            store::update_request(tx, &derived, open.request.version)?;
        }
    }
    tx.subject.detail = Some(format!("{} requests", ids.len()));
    Ok(())
}
