//! How long mail has waited.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::outbox;
use crate::db::{Read, StoreError};
use crate::mail::MailState;

/// When the oldest message was queued that has neither gone nor been given to a person (T17, T21).
///
/// # Errors
/// When the database cannot be read.
pub fn oldest_waiting(read: &mut Read<'_>) -> Result<Option<NaiveDateTime>, StoreError> {
    let waiting = [
        MailState::Queued,
        MailState::Claimed,
        MailState::HandingOver,
        MailState::Deferred,
    ];
    read.find(
        outbox::table
            .filter(outbox::state.eq_any(waiting.map(MailState::as_str)))
            .order(outbox::queued_at)
            .select(outbox::queued_at),
    )
}
