//! Following the facts of the house: when a holiday, a promise or a setting has changed, the dates that open requests are
//! sorted by are computed anew; what they were stays on the timeline (B5).

use chrono::{NaiveDate, NaiveDateTime};

use super::open::{OpenRequest, open_by_id};
use super::record::{By, rewrite_index, tell};
use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::model::{Event, Request, RequestId};
use crate::requests::store::{self, StoredFact};

/// The stored dates of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// The controlling date.
    pub due_on: NaiveDate,
    /// The day to work by (R7).
    pub work_by: NaiveDate,
    /// The rule it comes from, or "our promise".
    pub due_rule: String,
}

/// One open request whose stored dates are not what these facts make of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Which request.
    pub id: RequestId,
    /// As stored.
    pub before: Dates,
    /// As computed.
    pub after: Dates,
}

/// One page of open requests, looked at under some facts.
#[derive(Debug, Default)]
pub struct Moves {
    /// The last inner id looked at; none when there are no more.
    pub last: Option<i64>,
    /// How many were looked at.
    pub seen: i64,
    /// Those that move.
    pub moves: Vec<Move>,
}

/// Why dates move: whose change it was, and its words for the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// Who made the change; none for the program's own facts.
    pub by: By,
    /// What changed, as a sentence without a full stop.
    pub words: String,
}

/// The request with its index as the rules make it now.
pub(super) fn reindexed(open: &OpenRequest, now: NaiveDateTime) -> Request {
    let mut derived = open.request.clone();
    let facts = open.facts.iter().filter_map(StoredFact::open).collect();
    let today = open.terms.calendar.local_date(now);
    rewrite_index(&mut derived, facts, &open.terms, now, today);
    derived
}

fn dates(request: &Request) -> Dates {
    Dates {
        due_on: request.due_on,
        work_by: request.work_by,
        due_rule: request.due_rule.clone(),
    }
}

/// The next open requests of these sites (of all, where none are named) after an inner id, and those among them that move
/// under these facts.
///
/// # Errors
/// When the database cannot be read.
pub fn list_moves(
    read: &mut Read<'_>,
    facilities: &Facilities,
    sites: Option<&[String]>,
    now: NaiveDateTime,
    after: i64,
) -> Result<Moves, StoreError> {
    let mut page = Moves::default();
    for id in store::list_open_ids(read, sites, after)? {
        page.last = Some(id.0);
        page.seen += 1;
        let open = open_by_id(read, facilities, id)?;
        let (before, after) = (dates(&open.request), dates(&reindexed(&open, now)));
        if before != after {
            page.moves.push(Move { id, before, after });
        }
    }
    Ok(page)
}

/// Computes the stored dates of these requests anew and tells what they were. The version stays, so that nobody's open
/// form grows stale. Answers how many moved to another day.
///
/// # Errors
/// `Stale` when somebody changed one of them at this moment; nothing is stored then, and the next round tries again.
pub fn reindex(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    ids: &[RequestId],
    because: &Because,
) -> Result<i64, CommandError> {
    let now = tx.now();
    let mut moved = 0;
    for id in ids {
        let open = open_by_id(tx, facilities, *id)?;
        let derived = reindexed(&open, now);
        let (before, after) = (dates(&open.request), dates(&derived));
        if before == after {
            continue;
        }
        store::update_request(tx, &derived, open.request.version)?;
        if (before.due_on, before.work_by) != (after.due_on, after.work_by) {
            moved += 1;
            let event = Event::DueMoved {
                due_before: before.due_on,
                due_after: after.due_on,
                work_by_before: before.work_by,
                work_by_after: after.work_by,
                because: because.words.clone(),
            };
            tell(tx, &open, because.by, &event)?;
        }
    }
    // The audit row is about all of them.
    tx.subject.request_id = None;
    tx.subject.patient_id = None;
    tx.subject.detail = Some(format!("{} requests", ids.len()));
    Ok(moved)
}
