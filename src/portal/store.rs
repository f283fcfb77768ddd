//! Rows of messages, and of what portals say they sent.

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::db::schema::{portal_days, portal_messages, requests};
use crate::db::{Read, StoreError, Tx};
use crate::intake::model::Counted;
use crate::portal::model::{Compared, Message, MessageKind};
use crate::requests::model::RequestId;

/// A message that is here: the hash of what it said, its own id, the name of its request in addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The hash of what it said.
    pub body_hash: Vec<u8>,
    /// The request's name in addresses.
    pub request: String,
}

/// The message a portal sent with this key.
///
/// # Errors
/// When the database cannot be read.
pub fn find_by_key(
    read: &mut Read<'_>,
    portal: i64,
    key: &str,
) -> Result<Option<Known>, StoreError> {
    let row: Option<(Vec<u8>, String)> = read.find(
        portal_messages::table
            .inner_join(requests::table)
            .filter(portal_messages::portal_id.eq(portal))
            .filter(portal_messages::idempotency_key.eq(key))
            .select((portal_messages::body_hash, requests::public_id)),
    )?;
    Ok(row.map(|(body_hash, request)| Known { body_hash, request }))
}

/// Whether a portal's message of this id is here, whatever key it came with.
///
/// # Errors
/// When the database cannot be read.
pub fn is_here(read: &mut Read<'_>, portal: i64, message: &str) -> Result<bool, StoreError> {
    let row: Option<i64> = read.find(
        portal_messages::table
            .filter(portal_messages::portal_id.eq(portal))
            .filter(portal_messages::message.eq(message))
            .select(portal_messages::id),
    )?;
    Ok(row.is_some())
}

/// Whether a portal sent anything that became, or was added to, this request.
///
/// # Errors
/// When the database cannot be read.
pub fn has_sent(read: &mut Read<'_>, portal: i64, request: &str) -> Result<bool, StoreError> {
    let row: Option<i64> = read.find(
        portal_messages::table
            .inner_join(requests::table)
            .filter(portal_messages::portal_id.eq(portal))
            .filter(requests::public_id.eq(request))
            .select(portal_messages::id)
            .limit(1),
    )?;
    Ok(row.is_some())
}

/// Keeps a message with the request it became or was added to.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_message(
    tx: &mut Tx<'_>,
    message: &Message,
    request: RequestId,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(portal_messages::table).values((
        portal_messages::portal_id.eq(message.portal),
        portal_messages::message.eq(&message.message),
        portal_messages::idempotency_key.eq(&message.key),
        portal_messages::body_hash.eq(&message.body_hash),
        portal_messages::kind.eq(message.kind.as_str()),
        portal_messages::sent_on.eq(message.sent_on),
        portal_messages::stored_at.eq(now),
        portal_messages::request_id.eq(request.0),
    )))?;
    Ok(())
}

/// The ids of the messages of a day that are here, in order.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_day(
    read: &mut Read<'_>,
    portal: i64,
    day: NaiveDate,
) -> Result<Vec<String>, StoreError> {
    read.list(
        portal_messages::table
            .filter(portal_messages::portal_id.eq(portal))
            .filter(portal_messages::sent_on.eq(day))
            .order(portal_messages::message)
            .select(portal_messages::message),
    )
}

/// Keeps what a portal said about a day.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_day(tx: &mut Tx<'_>, portal: i64, compared: &Compared) -> Result<(), StoreError> {
    let now = tx.now();
    let stated = i64::try_from(compared.stated).map_err(|e| StoreError::Failed(e.to_string()))?;
    tx.execute(diesel::insert_into(portal_days::table).values((
        portal_days::portal_id.eq(portal),
        portal_days::day.eq(compared.day),
        portal_days::stated.eq(stated),
        portal_days::missing.eq(compared.missing.join("\n")),
        portal_days::stated_at.eq(now),
    )))?;
    Ok(())
}

/// What a portal sent on a day, as far as it is here.
///
/// # Errors
/// When the database cannot be read.
pub fn count_of_day(
    read: &mut Read<'_>,
    portal: i64,
    day: NaiveDate,
) -> Result<Counted, StoreError> {
    let rows: Vec<(String, i64)> = read.list(
        portal_messages::table
            .filter(portal_messages::portal_id.eq(portal))
            .filter(portal_messages::sent_on.eq(day))
            .group_by(portal_messages::kind)
            .select((portal_messages::kind, count_star())),
    )?;
    let of = |kind: MessageKind| {
        let row = rows.iter().find(|(word, _)| word == kind.as_str());
        row.map_or(0, |(_, count)| *count)
    };
    let (logged, added) = (of(MessageKind::Request), of(MessageKind::Answer));
    Ok(Counted {
        arrived: logged + added,
        logged,
        added,
        aside: 0,
    })
}

/// The messages a portal last said it sent on a day that are still not here; none when it has said nothing.
///
/// # Errors
/// When the database cannot be read.
pub fn last_said(
    read: &mut Read<'_>,
    portal: i64,
    day: NaiveDate,
) -> Result<Option<Vec<String>>, StoreError> {
    let said: Vec<String> = read.list(
        portal_days::table
            .filter(portal_days::portal_id.eq(portal))
            .filter(portal_days::day.eq(day))
            .order(portal_days::id.desc())
            .limit(1)
            .select(portal_days::missing),
    )?;
    let Some(missing) = said.into_iter().next() else {
        return Ok(None);
    };
    let here = list_of_day(read, portal, day)?;
    let gone = missing.lines().map(str::to_owned);
    Ok(Some(gone.filter(|id| !here.contains(id)).collect()))
}
