//! Mail of ours that was handed over and came back.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::outbox;
use crate::db::{Read, StoreError, Tx};
use crate::mail::MailState;
use crate::requests::model::RequestId;

/// A message of any site by the word of its message id: inner id, request, state. For what comes back to the desk.
///
/// # Errors
/// When the database cannot be read.
pub fn find_mail(
    read: &mut Read<'_>,
    public_id: &str,
) -> Result<Option<(i64, RequestId, MailState)>, StoreError> {
    let found: Option<(i64, i64, String)> = read.find(
        outbox::table
            .filter(outbox::public_id.eq(public_id))
            .select((outbox::id, outbox::request_id, outbox::state)),
    )?;
    found
        .map(|(id, request_id, state)| {
            let state = MailState::parse(&state).map_err(|e| StoreError::Failed(e.to_string()))?;
            Ok((id, RequestId(request_id), state))
        })
        .transpose()
}

/// Notes that a message which was handed over came back; it waits for a person again.
///
/// # Errors
/// `Stale` when it moved on meanwhile.
pub fn set_returned(
    tx: &mut Tx<'_>,
    id: i64,
    from: MailState,
    said: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            outbox::table
                .filter(outbox::id.eq(id))
                .filter(outbox::state.eq(from.as_str())),
        )
        .set((
            outbox::state.eq(MailState::Failed.as_str()),
            outbox::state_at.eq(now),
            outbox::settled_at.eq(None::<NaiveDateTime>),
            outbox::said.eq(said),
        )),
    )
}
