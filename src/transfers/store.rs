//! Transfers between sites.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{Step, Transfer, TransferId, Version};
use crate::db::schema::{requests, transfers as t};
use crate::db::{AnyConnection, Read, StoreError, Tx, one_of};
use crate::requests::model::{RequestId, Stage};
use crate::staff::store::names_of;

type Db = <AnyConnection as Connection>::Backend;

#[derive(Queryable, Selectable)]
#[diesel(table_name = t)]
struct Row {
    id: i64,
    public_id: String,
    request_id: i64,
    from_site: String,
    to_site: String,
    place: String,
    received_on: NaiveDate,
    sent_at: Option<NaiveDateTime>,
    sent_by: Option<i64>,
    carried: Option<String>,
    arrived_at: Option<NaiveDateTime>,
    arrived_by: Option<i64>,
    stays_at: Option<NaiveDateTime>,
    stays_by: Option<i64>,
    stays_why: Option<String>,
    version: i64,
}

impl Row {
    fn hands(&self) -> impl Iterator<Item = i64> {
        [self.sent_by, self.arrived_by, self.stays_by]
            .into_iter()
            .flatten()
    }

    fn transfer(
        self,
        (request_public_id, reference, stage): Of,
        names: &BTreeMap<i64, String>,
    ) -> Transfer {
        let step = |at: Option<NaiveDateTime>, by: Option<i64>| {
            let by = by.and_then(|by| names.get(&by)).cloned();
            at.zip(by).map(|(at, by)| Step { at, by })
        };
        Transfer {
            id: TransferId(self.id),
            request: RequestId(self.request_id),
            request_public_id,
            reference,
            sent: step(self.sent_at, self.sent_by),
            carried: self.carried,
            arrived: step(self.arrived_at, self.arrived_by),
            stays: step(self.stays_at, self.stays_by).zip(self.stays_why),
            closed: stage == Stage::Closed.as_str(),
            version: Version(self.version),
            public_id: self.public_id,
            from_site: self.from_site,
            to_site: self.to_site,
            place: self.place,
            received_on: self.received_on,
        }
    }
}

/// Id in addresses, number and stage of the request.
type Of = (String, String, String);

type Joined = (Row, Of);

fn with_names(read: &mut Read<'_>, rows: Vec<Joined>) -> Result<Vec<Transfer>, StoreError> {
    let hands = rows.iter().flat_map(|(row, _)| row.hands()).collect();
    let names = names_of(read, hands)?;
    let transfers = rows.into_iter();
    Ok(transfers
        .map(|(row, of)| row.transfer(of, &names))
        .collect())
}

/// What a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// What somebody waits for.
    Open,
    /// What is over, received on this day or later.
    EndedSince(NaiveDate),
}

/// Transfers from or to one of these sites, the longest under way first, at most `most`.
///
/// # Errors
/// When the database cannot be read.
pub fn list_transfers(
    read: &mut Read<'_>,
    sites: &[String],
    shown: Shown,
    most: i64,
) -> Result<Vec<Transfer>, StoreError> {
    let open = t::arrived_at
        .is_null()
        .and(t::stays_at.is_null())
        .and(requests::stage.ne(Stage::Closed.as_str()));
    let rows = t::table
        .inner_join(requests::table)
        .filter(one_of(t::from_site, sites).or(one_of(t::to_site, sites)))
        .select((
            Row::as_select(),
            (requests::public_id, requests::reference, requests::stage),
        ))
        .limit(most)
        .into_boxed::<Db>();
    let rows = match shown {
        Shown::Open => rows.filter(open).order((t::received_on, t::id)),
        Shown::EndedSince(since) => rows
            .filter(diesel::dsl::not(open))
            .filter(t::received_on.ge(since))
            .order((t::received_on.desc(), t::id.desc())),
    };
    let rows: Vec<Joined> = read.list(rows)?;
    with_names(read, rows)
}

/// The transfer of an outer id, from or to one of these sites.
///
/// # Errors
/// `NotFound` for an unknown one and another site's alike.
pub fn get_transfer(
    read: &mut Read<'_>,
    public_id: &str,
    sites: &[String],
) -> Result<Transfer, StoreError> {
    let row: Joined = read.get(
        t::table
            .inner_join(requests::table)
            .filter(t::public_id.eq(public_id))
            .filter(one_of(t::from_site, sites).or(one_of(t::to_site, sites)))
            .select((
                Row::as_select(),
                (requests::public_id, requests::reference, requests::stage),
            )),
    )?;
    with_names(read, vec![row])?
        .pop()
        .ok_or(StoreError::NotFound)
}

/// A new transfer.
#[derive(Debug, Clone)]
pub struct NewTransfer<'a> {
    /// Its id in addresses.
    pub public_id: &'a str,
    /// The request.
    pub request: RequestId,
    /// From where, to where.
    pub ways: (&'a str, &'a str),
    /// The practice by name.
    pub place: &'a str,
    /// The day it received it.
    pub received_on: NaiveDate,
    /// When it reached the department (UTC) and who logs it there; none for what lies at the practice.
    pub arrived: Option<(NaiveDateTime, i64)>,
}

/// Stores a new transfer.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_transfer(tx: &mut Tx<'_>, new: &NewTransfer<'_>) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(t::table).values((
        t::public_id.eq(new.public_id),
        t::request_id.eq(new.request.0),
        t::from_site.eq(new.ways.0),
        t::to_site.eq(new.ways.1),
        t::place.eq(new.place),
        t::received_on.eq(new.received_on),
        t::arrived_at.eq(new.arrived.map(|(at, _)| at)),
        t::arrived_by.eq(new.arrived.map(|(_, by)| by)),
        t::version.eq(1),
    )))?;
    Ok(())
}

/// The transfer as it was read.
#[diesel::dsl::auto_type]
fn still(transfer: &Transfer) -> _ {
    let (id, version): (i64, i64) = (transfer.id.0, transfer.version.0);
    t::table.filter(t::id.eq(id)).filter(t::version.eq(version))
}

/// Stores that the practice sent it on.
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn set_sent(
    tx: &mut Tx<'_>,
    transfer: &Transfer,
    carried: &str,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(transfer)).set((
        t::sent_at.eq(now),
        t::sent_by.eq(by),
        t::carried.eq(carried),
        t::version.eq(transfer.version.0 + 1),
    )))
}

/// Stores that the department has it.
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn set_arrived(tx: &mut Tx<'_>, transfer: &Transfer, by: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(transfer)).set((
        t::arrived_at.eq(now),
        t::arrived_by.eq(by),
        t::version.eq(transfer.version.0 + 1),
    )))
}

/// Stores that it stays at the practice.
///
/// # Errors
/// `Stale` when somebody changed it first.
pub fn set_stays(
    tx: &mut Tx<'_>,
    transfer: &Transfer,
    why: &str,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(transfer)).set((
        t::stays_at.eq(now),
        t::stays_by.eq(by),
        t::stays_why.eq(why),
        t::version.eq(transfer.version.0 + 1),
    )))
}
