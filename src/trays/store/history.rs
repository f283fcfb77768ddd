//! What happened to an item, in order; never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{staff, tray_history as h};
use crate::db::{Read, StoreError, Tx};
use crate::trays::model::{Happened, HistoryLine, ItemId};

/// Adds a line at this moment; nobody for the desk itself.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_history(
    tx: &mut Tx<'_>,
    item: ItemId,
    by: Option<i64>,
    (what, became, why): (Happened, Option<&str>, Option<&str>),
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(h::table).values((
        h::item_id.eq(item.0),
        h::at.eq(now),
        h::staff_id.eq(by),
        h::what.eq(what.as_str()),
        h::became.eq(became),
        h::why.eq(why),
    )))?;
    Ok(())
}

type Tuple = (
    NaiveDateTime,
    Option<String>,
    String,
    Option<String>,
    Option<String>,
);

/// Everything that happened to an item, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_history(read: &mut Read<'_>, item: ItemId) -> Result<Vec<HistoryLine>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        h::table
            .left_join(staff::table)
            .filter(h::item_id.eq(item.0))
            .order(h::id.desc())
            .select((h::at, staff::name.nullable(), h::what, h::became, h::why)),
    )?;
    rows.into_iter()
        .map(|(at, by, what, became, why)| {
            Ok(HistoryLine {
                at,
                by,
                what: Happened::parse(&what).map_err(unreadable)?,
                became,
                why,
            })
        })
        .collect()
}
