//! The items of the trays.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, min};
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{requests, staff, tray_items as i};
use crate::db::{AnyConnection, Read, StoreError, Tx, one_of};
use crate::files::FileId;
use crate::requests::model::{Channel, RequestId};
use crate::trays::model::{
    ArrivalKind, Came, FollowUp, Item, ItemId, Outcome, Says, Settled, Tray, Version, Waiting,
};

type Db = <AnyConnection as Connection>::Backend;

#[derive(Queryable, Selectable)]
#[diesel(table_name = i)]
struct Row {
    id: i64,
    public_id: String,
    site: String,
    tray: String,
    came_to: String,
    channel: String,
    source: String,
    kind: String,
    arrived_at: NaiveDateTime,
    received_on: NaiveDate,
    received_why: String,
    sender: Option<String>,
    sender_name: Option<String>,
    subject: Option<String>,
    message_id: Option<String>,
    answers: String,
    body: Option<String>,
    said: Option<String>,
    bytes: i64,
    original_file: Option<String>,
    outcome: Option<String>,
    request_id: Option<i64>,
    why: Option<String>,
    settled_at: Option<NaiveDateTime>,
    follow_up: Option<String>,
    version: i64,
}

/// The request and the person a row names.
type Named = (Option<String>, Option<String>, Option<String>);

impl Row {
    fn item(self, (request, reference, by): Named) -> Result<Item, StoreError> {
        let settled = match (self.outcome.as_deref(), self.settled_at) {
            (Some(outcome), Some(at)) => Some(Settled {
                outcome: Outcome::parse(outcome).map_err(unreadable)?,
                request: request.zip(reference),
                why: self.why,
                by,
                at,
            }),
            _ => None,
        };
        let follow_up = self.follow_up.as_deref().map(FollowUp::parse).transpose();
        Ok(Item {
            id: ItemId(self.id),
            public_id: self.public_id,
            site: self.site,
            tray: Tray::parse(&self.tray).map_err(unreadable)?,
            came: Came {
                to: Tray::parse(&self.came_to).map_err(unreadable)?,
                channel: Channel::parse(&self.channel).map_err(unreadable)?,
                source: self.source,
                at: self.arrived_at,
                received_on: self.received_on,
                received_why: serde_json::from_str(&self.received_why).map_err(unreadable)?,
            },
            kind: ArrivalKind::parse(&self.kind).map_err(unreadable)?,
            says: Says {
                sender: self.sender,
                sender_name: self.sender_name,
                subject: self.subject,
                message_id: self.message_id,
                answers: serde_json::from_str(&self.answers).map_err(unreadable)?,
                body: self.body,
            },
            noticed: self.said,
            bytes: self.bytes,
            has_original: self.original_file.is_some(),
            settled,
            request_id: self.request_id.map(RequestId),
            follow_up: follow_up.map_err(unreadable)?,
            version: Version(self.version),
        })
    }
}

/// Which items a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// What waits in a tray, the oldest first.
    Waiting(Tray),
    /// What came into a tray or lies in it and is settled, the newest first.
    Settled(Tray),
    /// Mail on closed requests that waits for a decision, the oldest first.
    FollowUps,
}

/// Items of these sites, at most so many.
///
/// # Errors
/// When the database cannot be read.
pub fn list_items(
    read: &mut Read<'_>,
    sites: &[String],
    filter: Filter,
    at_most: i64,
) -> Result<Vec<Item>, StoreError> {
    let all = i::table
        .left_join(requests::table)
        .left_join(staff::table.on(staff::id.nullable().eq(i::settled_by)))
        .filter(one_of(i::site, sites))
        .limit(at_most)
        .select((
            Row::as_select(),
            (
                requests::public_id.nullable(),
                requests::reference.nullable(),
                staff::name.nullable(),
            ),
        ))
        .into_boxed::<Db>();
    let rows: Vec<(Row, Named)> = match filter {
        Filter::Waiting(tray) => read.list(
            all.filter(i::tray.eq(tray.as_str()))
                .filter(i::outcome.is_null())
                .order((i::arrived_at, i::id)),
        )?,
        Filter::Settled(tray) => read.list(
            all.filter(i::tray.eq(tray.as_str()))
                .filter(i::outcome.is_not_null())
                .order((i::settled_at.desc(), i::id.desc())),
        )?,
        Filter::FollowUps => read.list(
            all.filter(i::follow_up.eq(FollowUp::Open.as_str()))
                .order(i::id),
        )?,
    };
    rows.into_iter()
        .map(|(row, named)| row.item(named))
        .collect()
}

/// One item of these sites.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike.
pub fn get_item(
    read: &mut Read<'_>,
    public_id: &str,
    sites: &[String],
) -> Result<Item, StoreError> {
    let (row, named): (Row, Named) = read.get(
        i::table
            .left_join(requests::table)
            .left_join(staff::table.on(staff::id.nullable().eq(i::settled_by)))
            .filter(i::public_id.eq(public_id))
            .filter(one_of(i::site, sites))
            .select((
                Row::as_select(),
                (
                    requests::public_id.nullable(),
                    requests::reference.nullable(),
                    staff::name.nullable(),
                ),
            )),
    )?;
    row.item(named)
}

/// Where the original of an item is kept: file, wrapped key, site.
///
/// # Errors
/// `NotFound` where none is kept.
pub fn get_original(
    read: &mut Read<'_>,
    item: ItemId,
) -> Result<(FileId, String, String), StoreError> {
    let (file, key, site): (Option<String>, Option<String>, String) = read.get(
        i::table
            .filter(i::id.eq(item.0))
            .select((i::original_file, i::original_key, i::site)),
    )?;
    let (file, key) = file.zip(key).ok_or(StoreError::NotFound)?;
    Ok((FileId::parse(&file).map_err(unreadable)?, key, site))
}

/// Other items of these sites with the same content or the same message id: outer id and inner id, the oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn find_alike(
    read: &mut Read<'_>,
    item: &Item,
    sites: &[String],
) -> Result<Vec<(String, ItemId)>, StoreError> {
    let content: Vec<u8> = read.get(i::table.filter(i::id.eq(item.id.0)).select(i::sha256))?;
    let message = item.says.message_id.clone();
    let rows: Vec<(String, i64)> = read.list(
        i::table
            .filter(one_of(i::site, sites))
            .filter(i::id.ne(item.id.0))
            .filter(i::sha256.eq(content).or(i::message_id.eq(message)))
            .order(i::id)
            .limit(5)
            .select((i::public_id, i::id)),
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, inner)| (id, ItemId(inner)))
        .collect())
}

/// How many wait in each tray of these sites, and since when; trays in which nothing waits are left out.
///
/// # Errors
/// When the database cannot be read.
pub fn count_waiting(read: &mut Read<'_>, sites: &[String]) -> Result<Vec<Waiting>, StoreError> {
    let rows: Vec<(String, i64, Option<NaiveDateTime>)> = read.list(
        i::table
            .filter(one_of(i::site, sites))
            .filter(i::outcome.is_null())
            .group_by(i::tray)
            .select((i::tray, count_star(), min(i::arrived_at))),
    )?;
    rows.into_iter()
        .map(|(tray, count, since)| {
            Ok(Waiting {
                tray: Tray::parse(&tray).map_err(unreadable)?,
                count,
                since,
            })
        })
        .collect()
}

#[diesel::dsl::auto_type]
fn still(item: &Item) -> _ {
    let (id, version): (i64, i64) = (item.id.0, item.version.0);
    i::table.filter(i::id.eq(id)).filter(i::version.eq(version))
}

/// Puts an item into another tray.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile.
pub fn set_tray(tx: &mut Tx<'_>, item: &Item, to: Tray) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(still(item))
            .set((i::tray.eq(to.as_str()), i::version.eq(item.version.0 + 1))),
    )
}

/// Writes down what became of an item; nobody when the desk did it.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile.
pub fn settle_item(
    tx: &mut Tx<'_>,
    item: &Item,
    (outcome, why): (Outcome, Option<&str>),
    request: Option<RequestId>,
    by: Option<i64>,
    follow_up: Option<FollowUp>,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(item)).set((
        i::outcome.eq(Some(outcome.as_str())),
        i::request_id.eq(request.map(|id| id.0)),
        i::why.eq(why),
        i::settled_by.eq(by),
        i::settled_at.eq(Some(now)),
        i::follow_up.eq(follow_up.map(FollowUp::as_str)),
        i::version.eq(item.version.0 + 1),
    )))
}

/// Writes down that somebody decided what follows.
///
/// # Errors
/// `Stale` when somebody changed it meanwhile.
pub fn set_followed_up(tx: &mut Tx<'_>, item: &Item) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(item)).set((
        i::follow_up.eq(Some(FollowUp::Done.as_str())),
        i::version.eq(item.version.0 + 1),
    )))
}
