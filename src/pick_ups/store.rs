//! What waits at the counter, and what was handed over.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::model::{HandOver, RemindWay, Waiting};
use crate::db::schema::{disclosures, pick_up_reminders as reminders, pick_ups, requests};
use crate::db::{AnyConnection, Read, StoreError, Tx, one_of};
use crate::requests::model::{Delivery, RequestId};

type Db = <AnyConnection as Connection>::Backend;

#[derive(Queryable)]
struct Row {
    disclosure: i64,
    request: i64,
    public_id: String,
    reference: String,
    site: String,
    patient: String,
    born_on: Option<NaiveDate>,
    recipient: String,
    since: NaiveDate,
    pages: i64,
}

impl Row {
    fn waiting(self, reminded: &BTreeMap<i64, NaiveDate>) -> Waiting {
        Waiting {
            disclosure: self.disclosure,
            request: RequestId(self.request),
            public_id: self.public_id,
            reference: self.reference,
            site: self.site,
            patient: self.patient,
            born_on: self.born_on,
            recipient: self.recipient,
            since: self.since,
            pages: self.pages,
            reminded_on: reminded.get(&self.disclosure).copied(),
        }
    }
}

/// What waits at these sites, the longest first, at most `most`; of one request where one is given.
///
/// # Errors
/// When the database cannot be read.
pub fn list_waiting(
    read: &mut Read<'_>,
    sites: &[String],
    of: Option<RequestId>,
    most: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let handed_over = pick_ups::table.select(pick_ups::disclosure_id);
    let mut waiting = disclosures::table
        .inner_join(requests::table)
        .filter(disclosures::delivery.eq(Delivery::PickUp.as_str()))
        .filter(disclosures::id.ne_all(handed_over))
        .filter(one_of(requests::site, sites))
        .order((disclosures::disclosed_on, disclosures::id))
        .limit(most)
        .select((
            disclosures::id,
            requests::id,
            requests::public_id,
            requests::reference,
            requests::site,
            requests::patient_as_written,
            requests::patient_born_on,
            disclosures::recipient_name,
            disclosures::disclosed_on,
            disclosures::pages,
        ))
        .into_boxed::<Db>();
    if let Some(request) = of {
        waiting = waiting.filter(requests::id.eq(request.0));
    }
    let rows: Vec<Row> = read.list(waiting)?;
    let parts = rows.iter().map(|row| row.disclosure).collect();
    let reminded = last_reminded(read, parts)?;
    Ok(rows.into_iter().map(|row| row.waiting(&reminded)).collect())
}

/// When somebody was last reminded of each of these parts.
fn last_reminded(
    read: &mut Read<'_>,
    parts: Vec<i64>,
) -> Result<BTreeMap<i64, NaiveDate>, StoreError> {
    let rows: Vec<(i64, NaiveDate)> = read.list(
        reminders::table
            .filter(reminders::disclosure_id.eq_any(parts))
            .order(reminders::id)
            .select((reminders::disclosure_id, reminders::reminded_on)),
    )?;
    Ok(rows.into_iter().collect())
}

/// Stores that somebody was reminded of a part, with the notice that went.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_reminder(
    tx: &mut Tx<'_>,
    part: &Waiting,
    (way, notice): (RemindWay, Option<i64>),
    on: NaiveDate,
    by: i64,
) -> Result<(), StoreError> {
    let now: NaiveDateTime = tx.now();
    tx.execute(diesel::insert_into(reminders::table).values((
        reminders::disclosure_id.eq(part.disclosure),
        reminders::way.eq(way.as_str()),
        reminders::notice_id.eq(notice),
        reminders::reminded_on.eq(on),
        reminders::reminded_at.eq(now),
        reminders::reminded_by.eq(by),
    )))?;
    Ok(())
}

/// Stores that a part was handed over.
///
/// # Errors
/// `Constraint` when it was handed over already.
pub fn insert_pick_up(
    tx: &mut Tx<'_>,
    part: &Waiting,
    given: &HandOver,
    by: i64,
) -> Result<(), StoreError> {
    let now: NaiveDateTime = tx.now();
    tx.execute(diesel::insert_into(pick_ups::table).values((
        pick_ups::disclosure_id.eq(part.disclosure),
        pick_ups::request_id.eq(part.request.0),
        pick_ups::collector.eq(&given.collector),
        pick_ups::relation.eq(given.relation.as_str()),
        pick_ups::authority.eq(given.authority.as_deref()),
        pick_ups::identity.eq(given.identity.as_str()),
        pick_ups::pages.eq(i64::from(given.pages)),
        pick_ups::media.eq(given.media.as_deref()),
        pick_ups::signed.eq(given.signed.as_str()),
        pick_ups::witness.eq(given.witness.as_deref()),
        pick_ups::closed_hours_why.eq(given.closed_hours_why.as_deref()),
        pick_ups::handed_at.eq(now),
        pick_ups::handed_by.eq(by),
    )))?;
    Ok(())
}
