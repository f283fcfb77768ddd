//! Rows of lost credentials.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::credential_resets as resets;
use crate::db::{Read, StoreError, Tx};
use crate::staff::model::{Lost, Reset};

type Columns = (
    resets::id,
    resets::public_id,
    resets::staff_id,
    resets::lost,
    resets::reason,
    resets::asked_by,
    resets::asked_at,
    resets::confirmed_by,
    resets::token_until,
);

const COLUMNS: Columns = (
    resets::id,
    resets::public_id,
    resets::staff_id,
    resets::lost,
    resets::reason,
    resets::asked_by,
    resets::asked_at,
    resets::confirmed_by,
    resets::token_until,
);

type Tuple = (
    i64,
    String,
    i64,
    String,
    String,
    i64,
    NaiveDateTime,
    Option<i64>,
    Option<NaiveDateTime>,
);

fn reset(
    (id, public_id, staff_id, lost, reason, asked_by, asked_at, confirmed_by, token_until): Tuple,
) -> Result<Reset, StoreError> {
    Ok(Reset {
        id,
        public_id,
        staff_id,
        lost: Lost::parse(&lost).map_err(|e| StoreError::Failed(e.to_string()))?,
        reason,
        asked_by,
        asked_at,
        confirmed_by,
        token_until,
    })
}

/// A reset to be kept until another administrator confirms it.
pub struct NewReset<'a> {
    /// The opaque name.
    pub public_id: &'a str,
    /// Whose.
    pub staff_id: i64,
    /// What was lost.
    pub lost: Lost,
    /// How the administrator made sure who asks.
    pub reason: &'a str,
    /// The administrator.
    pub asked_by: i64,
}

/// Keeps a reset; the database takes one open reset a person.
pub fn insert_reset(tx: &mut Tx<'_>, new: &NewReset<'_>) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(resets::table).values((
        resets::public_id.eq(new.public_id),
        resets::staff_id.eq(new.staff_id),
        resets::lost.eq(new.lost.as_str()),
        resets::reason.eq(new.reason),
        resets::asked_by.eq(new.asked_by),
        resets::asked_at.eq(now),
    )))?;
    Ok(())
}

/// The reset of a person that has not ended, if there is one.
pub fn find_reset(read: &mut Read<'_>, staff_id: i64) -> Result<Option<Reset>, StoreError> {
    let row: Option<Tuple> = read.find(
        resets::table
            .filter(resets::staff_id.eq(staff_id))
            .filter(resets::ended_at.is_null())
            .select(COLUMNS),
    )?;
    row.map(reset).transpose()
}

/// The reset a token opens, while it can be used.
pub fn find_reset_by_token(
    read: &mut Read<'_>,
    token_hash: &[u8],
    now: NaiveDateTime,
) -> Result<Option<Reset>, StoreError> {
    let row: Option<Tuple> = read.find(
        resets::table
            .filter(resets::token_hash.eq(token_hash))
            .filter(resets::ended_at.is_null())
            .filter(resets::token_until.gt(now))
            .select(COLUMNS),
    )?;
    row.map(reset).transpose()
}

/// Notes the second administrator and the token; another's confirmation in between makes it stale.
pub fn confirm_reset(
    tx: &mut Tx<'_>,
    id: i64,
    by: i64,
    token_hash: &[u8],
    until: NaiveDateTime,
) -> Result<(), StoreError> {
    let now = tx.now();
    let waiting = resets::table
        .filter(resets::id.eq(id))
        .filter(resets::confirmed_by.is_null())
        .filter(resets::ended_at.is_null());
    tx.change_one(diesel::update(waiting).set((
        resets::confirmed_by.eq(Some(by)),
        resets::confirmed_at.eq(Some(now)),
        resets::token_hash.eq(Some(token_hash)),
        resets::token_until.eq(Some(until)),
    )))
}

/// Ends a reset: its token is used, or it is withdrawn or too old; false when it ended before.
pub fn end_reset(tx: &mut Tx<'_>, id: i64) -> Result<bool, StoreError> {
    let now = tx.now();
    let open = resets::table
        .filter(resets::id.eq(id))
        .filter(resets::ended_at.is_null());
    let ended = tx.execute(diesel::update(open).set(resets::ended_at.eq(Some(now))))?;
    Ok(ended == 1)
}

/// Whether two administrators have ever reset a credential of this person.
pub fn was_reset(read: &mut Read<'_>, staff_id: i64) -> Result<bool, StoreError> {
    let first: Option<i64> = read.find(
        resets::table
            .filter(resets::staff_id.eq(staff_id))
            .filter(resets::confirmed_by.is_not_null())
            .limit(1)
            .select(resets::id),
    )?;
    Ok(first.is_some())
}
