//! Why electronic records were withheld: rows appended, never changed.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::schema::{staff, withholdings};
use crate::db::{Read, StoreError, Tx};
use crate::disclosures::model::{
    StoredWithholding, Withholding, WithholdingGround, WithholdingHow,
};
use crate::requests::model::RequestId;

/// Writes a record.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_withholding(
    tx: &mut Tx<'_>,
    request: RequestId,
    record: &Withholding,
    ground: WithholdingGround,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(withholdings::table).values((
        withholdings::request_id.eq(request.0),
        withholdings::how.eq(record.how.as_str()),
        withholdings::ground.eq(ground.as_str()),
        withholdings::facts.eq(&record.facts),
        withholdings::what.eq(&record.what),
        withholdings::offered.eq(record.offered.as_deref()),
        withholdings::until_on.eq(record.until_on),
        withholdings::decided_on.eq(record.decided_on),
        withholdings::decided_by.eq(&record.decided_by),
        withholdings::recorded_at.eq(now),
        withholdings::recorded_by.eq(by),
    )))?;
    Ok(())
}

type Row = (
    (String, String, String, String),
    (Option<String>, Option<NaiveDate>, NaiveDate, String),
    (NaiveDateTime, String),
);

/// The records of a request, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_withholdings(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<StoredWithholding>, StoreError> {
    let rows: Vec<Row> = read.list(
        withholdings::table
            .inner_join(staff::table)
            .filter(withholdings::request_id.eq(request.0))
            .order(withholdings::id)
            .select((
                (
                    withholdings::how,
                    withholdings::ground,
                    withholdings::facts,
                    withholdings::what,
                ),
                (
                    withholdings::offered,
                    withholdings::until_on,
                    withholdings::decided_on,
                    withholdings::decided_by,
                ),
                (withholdings::recorded_at, staff::name),
            )),
    )?;
    rows.into_iter().map(stored).collect()
}

fn stored(row: Row) -> Result<StoredWithholding, StoreError> {
    let (
        (how, ground, facts, what),
        (offered, until_on, decided_on, decided_by),
        (recorded_at, recorded_by),
    ) = row;
    let unknown = || StoreError::Failed(format!("\"{ground}\" is no ground of a withholding"));
    Ok(StoredWithholding {
        ground: WithholdingGround::parse(&ground).ok_or_else(unknown)?,
        record: Withholding {
            how: WithholdingHow::parse(&how).map_err(|e| StoreError::Failed(e.to_string()))?,
            ground,
            facts,
            what,
            offered,
            until_on,
            decided_on,
            decided_by,
        },
        recorded_at,
        recorded_by,
    })
}
