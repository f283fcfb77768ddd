//! What happened to entries and the second looks before something went out, in order and never changed.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{requester_history as h, requester_looks as l, staff};
use crate::db::{Read, StoreError, Tx};
use crate::requesters::model::{
    AddressKind, Happened, HistoryLine, Look, LookedHow, RequesterEvent, RequesterId,
};
use crate::requests::model::RequestId;

/// Lines a page shows.
const SHOWN: i64 = 100;

/// Adds a line to the history of an entry; by nobody where the desk noted it by itself.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_history(
    tx: &mut Tx<'_>,
    requester: RequesterId,
    by: Option<i64>,
    happened: &Happened,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(h::table).values((
        h::requester_id.eq(requester.0),
        h::at.eq(now),
        h::staff_id.eq(by),
        h::what.eq(happened.what.as_str()),
        h::was.eq(happened.was.as_deref()),
        h::became.eq(happened.became.as_deref()),
        h::why.eq(happened.why.as_deref()),
    )))?;
    Ok(())
}

type Tuple = (
    NaiveDateTime,
    Option<String>,
    String,
    (Option<String>, Option<String>, Option<String>),
);

/// What happened to an entry, the newest first, at most a hundred lines.
///
/// # Errors
/// When the database cannot be read.
pub fn list_history(
    read: &mut Read<'_>,
    requester: RequesterId,
) -> Result<Vec<HistoryLine>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        h::table
            .left_join(staff::table)
            .filter(h::requester_id.eq(requester.0))
            .order(h::id.desc())
            .limit(SHOWN)
            .select((
                h::at,
                staff::name.nullable(),
                h::what,
                (h::was, h::became, h::why),
            )),
    )?;
    rows.into_iter()
        .map(|(at, by, what, (was, became, why))| {
            let what = RequesterEvent::parse(&what).map_err(unreadable)?;
            Ok(HistoryLine {
                at,
                by,
                happened: Happened {
                    what,
                    was,
                    became,
                    why,
                },
            })
        })
        .collect()
}

/// Keeps a second look.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_look(tx: &mut Tx<'_>, by: i64, look: &Look) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(l::table).values((
        l::request_id.eq(look.request.0),
        l::requester_id.eq(look.requester.map(|id| id.0)),
        l::kind.eq(look.kind.as_str()),
        l::text.eq(&look.text),
        l::compared.eq(look.kind.compared(&look.text)),
        l::looked_on.eq(look.looked_on),
        l::why.eq(&look.why),
        l::how.eq(look.how.as_str()),
        l::staff_id.eq(by),
        l::looked_at.eq(now),
    )))?;
    Ok(())
}

/// When somebody last looked again at an address for a request.
///
/// # Errors
/// When the database cannot be read.
pub fn find_last_look(
    read: &mut Read<'_>,
    request: RequestId,
    kind: AddressKind,
    text: &str,
) -> Result<Option<NaiveDate>, StoreError> {
    read.find(
        l::table
            .filter(l::request_id.eq(request.0))
            .filter(l::kind.eq(kind.as_str()))
            .filter(l::compared.eq(kind.compared(text)))
            .order(l::looked_on.desc())
            .select(l::looked_on),
    )
}

type LookTuple = (
    (i64, Option<i64>, String, String, String, String),
    (NaiveDate, NaiveDateTime, String),
);

/// The second looks at addresses of a requester, the newest first, each with when (UTC) and who.
///
/// # Errors
/// When the database cannot be read.
pub fn list_looks(
    read: &mut Read<'_>,
    requester: RequesterId,
) -> Result<Vec<(Look, NaiveDateTime, String)>, StoreError> {
    let rows: Vec<LookTuple> = read.list(
        l::table
            .inner_join(staff::table)
            .filter(l::requester_id.eq(requester.0))
            .order(l::id.desc())
            .limit(SHOWN)
            .select((
                (
                    l::request_id,
                    l::requester_id,
                    l::kind,
                    l::text,
                    l::why,
                    l::how,
                ),
                (l::looked_on, l::looked_at, staff::name),
            )),
    )?;
    rows.into_iter()
        .map(
            |((request, requester, kind, text, why, how), (looked_on, at, by))| {
                let look = Look {
                    request: RequestId(request),
                    requester: requester.map(RequesterId),
                    kind: AddressKind::parse(&kind).map_err(unreadable)?,
                    text,
                    looked_on,
                    why,
                    how: LookedHow::parse(&how).map_err(unreadable)?,
                };
                Ok((look, at, by))
            },
        )
        .collect()
}
