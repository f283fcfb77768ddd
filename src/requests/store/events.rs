//! The timeline: appended, never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{request_events, staff};
use crate::db::{Read, StoreError, Tx};
use crate::requests::model::{Event, RequestId, WhoseMove};
use crate::requests::rules::held::MoveChange;

/// One event as the timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who; none for the desk's own jobs.
    pub by: Option<String>,
    /// What.
    pub event: Event,
    /// Whose move it was from then on.
    pub whose_move: WhoseMove,
}

/// Appends an event.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_event(
    tx: &mut Tx<'_>,
    request: RequestId,
    staff_id: Option<i64>,
    event: &Event,
    whose_move: WhoseMove,
) -> Result<(), StoreError> {
    let payload = event
        .to_json()
        .map_err(|e| StoreError::Failed(e.to_string()))?;
    let now = tx.now();
    tx.execute(diesel::insert_into(request_events::table).values((
        request_events::request_id.eq(request.0),
        request_events::at.eq(now),
        request_events::staff_id.eq(staff_id),
        request_events::kind.eq(event.kind().as_str()),
        request_events::payload.eq(payload),
        request_events::whose_move.eq(whose_move.as_str()),
    )))?;
    Ok(())
}

type EventTuple = (NaiveDateTime, Option<String>, String, String);

/// The timeline of a request, oldest first.
///
/// # Errors
/// When the database cannot be read or holds an event of a later version.
pub fn list_events(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<StoredEvent>, StoreError> {
    let rows: Vec<EventTuple> = read.list(
        request_events::table
            .left_join(staff::table.on(request_events::staff_id.eq(staff::id.nullable())))
            .filter(request_events::request_id.eq(request.0))
            .order(request_events::id)
            .select((
                request_events::at,
                staff::name.nullable(),
                request_events::payload,
                request_events::whose_move,
            )),
    )?;
    rows.into_iter().map(stored_event).collect()
}

fn stored_event((at, by, payload, whose_move): EventTuple) -> Result<StoredEvent, StoreError> {
    let failed = |e: &dyn std::fmt::Display| StoreError::Failed(e.to_string());
    Ok(StoredEvent {
        at,
        by,
        event: Event::from_json(&payload).map_err(|e| failed(&e))?,
        whose_move: WhoseMove::parse(&whose_move).map_err(|e| failed(&e))?,
    })
}

/// Whose move it became and when, oldest first (B4).
pub fn list_move_changes(events: &[StoredEvent]) -> Vec<MoveChange> {
    events
        .iter()
        .map(|event| MoveChange {
            at: event.at,
            to: event.whose_move,
        })
        .collect()
}
