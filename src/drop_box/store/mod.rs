//! Emptyings, their items, and what happened to them.

mod emptyings;
mod history;
mod items;

pub use emptyings::{
    BoxStanding, NewEmptying, find_open, get_session, insert_emptying, list_hands, list_of_day,
    list_sessions, set_confirmed, set_count, set_ended, set_second, standing_of,
};
pub use history::{insert_history, list_history};
pub use items::{correct_item, find_item, insert_item, settle_item};

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::schema::staff;
use crate::db::{Read, StoreError};

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored drop-box session is unreadable: {what}"))
}

/// The names of people by inner id.
fn names_of(read: &mut Read<'_>, ids: Vec<i64>) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows: Vec<(i64, String)> = read.list(
        staff::table
            .filter(staff::id.eq_any(ids))
            .select((staff::id, staff::name)),
    )?;
    Ok(rows.into_iter().collect())
}
