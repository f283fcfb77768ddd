//! What happened to a session, in order; never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{drop_box_history as h, staff};
use crate::db::{Read, StoreError, Tx};
use crate::drop_box::model::{EmptyingId, Happened, HistoryLine};

/// Adds a line; `line.by` and `line.at` are those of this change.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_history(
    tx: &mut Tx<'_>,
    emptying: EmptyingId,
    by: i64,
    line: &HistoryLine,
) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(h::table).values((
        h::emptying_id.eq(emptying.0),
        h::at.eq(line.at),
        h::staff_id.eq(by),
        h::what.eq(line.what.as_str()),
        h::item.eq(line.item),
        h::was.eq(line.was.as_deref()),
        h::became.eq(line.became.as_deref()),
        h::why.eq(line.why.as_deref()),
    )))?;
    Ok(())
}

type Tuple = (
    NaiveDateTime,
    String,
    String,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// Everything that happened to a session, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_history(
    read: &mut Read<'_>,
    emptying: EmptyingId,
) -> Result<Vec<HistoryLine>, StoreError> {
    let rows: Vec<Tuple> = read.list(
        h::table
            .inner_join(staff::table)
            .filter(h::emptying_id.eq(emptying.0))
            .order(h::id.desc())
            .select((
                h::at,
                staff::name,
                h::what,
                h::item,
                h::was,
                h::became,
                h::why,
            )),
    )?;
    rows.into_iter()
        .map(|(at, by, what, item, was, became, why)| {
            Ok(HistoryLine {
                at,
                by,
                what: Happened::parse(&what).map_err(unreadable)?,
                item,
                was,
                became,
                why,
            })
        })
        .collect()
}
