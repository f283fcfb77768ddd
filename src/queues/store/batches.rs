//! Batches: requests frozen as they were chosen, and what became of each.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::lists::Listed;
use crate::db::schema::{batch_rows, batches, requests};
use crate::db::{Read, StoreError, Tx};
use crate::queues::model::{Batch, BatchRow, Chosen, NewOwner, Outcome};
use crate::requests::model::RequestVersion;

/// Freezes chosen requests of these sites, in the order they were chosen; what is at no site of theirs is left out.
///
/// # Errors
/// When they cannot be stored.
pub fn insert_batch(
    tx: &mut Tx<'_>,
    public_id: &str,
    staff_id: i64,
    came_from: &str,
    chosen: &[Chosen],
    sites: &[String],
) -> Result<i64, StoreError> {
    let now = tx.now();
    let id: i64 = tx.returning(
        diesel::insert_into(batches::table)
            .values((
                batches::public_id.eq(public_id),
                batches::staff_id.eq(staff_id),
                batches::came_from.eq(came_from),
                batches::made_at.eq(now),
            ))
            .returning(batches::id),
    )?;
    let ids: Vec<&str> = chosen.iter().map(|one| one.public_id.as_str()).collect();
    let found: Vec<(i64, String, Option<i64>)> = tx.list(
        requests::table
            .filter(requests::public_id.eq_any(ids))
            .filter(requests::site.eq_any(sites))
            .select((requests::id, requests::public_id, requests::owner_id)),
    )?;
    for (place, one) in (0_i64..).zip(chosen) {
        let Some((request, _, owner)) = found.iter().find(|(_, id, _)| *id == one.public_id) else {
            continue;
        };
        tx.execute(diesel::insert_into(batch_rows::table).values((
            batch_rows::batch_id.eq(id),
            batch_rows::request_id.eq(request),
            batch_rows::place.eq(place),
            batch_rows::seen_version.eq(one.version.0),
            batch_rows::owner_before.eq(owner),
        )))?;
    }
    Ok(id)
}

type BatchTuple = (
    i64,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    i64,
);

/// A batch, for the person who made it.
///
/// # Errors
/// `NotFound` for anybody else's.
pub fn get_batch(read: &mut Read<'_>, public_id: &str, staff_id: i64) -> Result<Batch, StoreError> {
    let (id, public_id, came_from, owner, reason, ran_at, undone_at, version): BatchTuple = read
        .get(
            batches::table
                .filter(batches::public_id.eq(public_id))
                .filter(batches::staff_id.eq(staff_id))
                .select((
                    batches::id,
                    batches::public_id,
                    batches::came_from,
                    batches::owner,
                    batches::reason,
                    batches::ran_at,
                    batches::undone_at,
                    batches::version,
                )),
        )?;
    Ok(Batch {
        id,
        public_id,
        came_from,
        owner: owner.as_deref().and_then(NewOwner::parse),
        reason,
        ran_at,
        undone_at,
        version,
    })
}

type RowTuple = (
    Listed,
    String,
    i64,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<i64>,
);

/// The requests of a batch at these sites, in the order they were chosen.
///
/// # Errors
/// When the database cannot be read.
pub fn list_batch_rows(
    read: &mut Read<'_>,
    batch: i64,
    sites: &[String],
) -> Result<Vec<BatchRow>, StoreError> {
    let rows: Vec<RowTuple> = read.list(
        batch_rows::table
            .inner_join(requests::table)
            .filter(batch_rows::batch_id.eq(batch))
            .filter(requests::site.eq_any(sites))
            .order(batch_rows::place)
            .select((
                Listed::as_select(),
                requests::site,
                batch_rows::seen_version,
                batch_rows::owner_before,
                batch_rows::outcome,
                batch_rows::why,
                batch_rows::done_version,
            )),
    )?;
    rows.into_iter()
        .map(|(listed, site, seen, owner_before, outcome, why, done)| {
            let outcome = outcome.as_deref().map(Outcome::parse).transpose();
            Ok(BatchRow {
                row: listed.row()?,
                site,
                seen: RequestVersion(seen),
                owner_before,
                outcome: outcome.map_err(|e| StoreError::Failed(e.to_string()))?,
                why,
                done: done.map(RequestVersion),
            })
        })
        .collect()
}

/// Says whose the requests of a batch are to become, while it has not run.
///
/// # Errors
/// `Stale` when it changed meanwhile.
pub fn set_owner(
    tx: &mut Tx<'_>,
    batch: &Batch,
    owner: &NewOwner,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(batch)).set((
        batches::owner.eq(owner.as_str()),
        batches::reason.eq(reason),
        batches::version.eq(batch.version + 1),
    )))
}

/// Marks a batch as carried out.
///
/// # Errors
/// `Stale` when it changed meanwhile.
pub fn set_ran(tx: &mut Tx<'_>, batch: &Batch) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(batch)).set((
        batches::ran_at.eq(now),
        batches::version.eq(batch.version + 1),
    )))
}

/// Marks a batch as undone.
///
/// # Errors
/// `Stale` when it changed meanwhile.
pub fn set_undone(tx: &mut Tx<'_>, batch: &Batch) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(batch)).set((
        batches::undone_at.eq(now),
        batches::version.eq(batch.version + 1),
    )))
}

#[diesel::dsl::auto_type]
fn still(batch: &Batch) -> _ {
    let (id, version): (i64, i64) = (batch.id, batch.version);
    batches::table
        .filter(batches::id.eq(id))
        .filter(batches::version.eq(version))
}

/// Writes down what became of one request of a batch.
///
/// # Errors
/// When it cannot be stored.
pub fn finish_row(
    tx: &mut Tx<'_>,
    batch: &Batch,
    row: &BatchRow,
    outcome: Outcome,
    why: Option<&str>,
    done: Option<RequestVersion>,
) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(
            batch_rows::table
                .filter(batch_rows::batch_id.eq(batch.id))
                .filter(batch_rows::request_id.eq(row.row.id)),
        )
        .set((
            batch_rows::outcome.eq(outcome.as_str()),
            batch_rows::why.eq(why),
            batch_rows::done_version.eq(done.map(|version| version.0)),
        )),
    )
}
