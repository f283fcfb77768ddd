//! Small proofs about the database as a whole: which folder of papers is its own, and that it takes changes.

use diesel::prelude::*;

use super::schema::{files_marker, leases};
use super::{Read, StoreError, Tx};
use crate::each_backend;

/// The word that stands in this database and in its folder of papers; none before the first start.
///
/// # Errors
/// When the database cannot be read.
pub fn find_marker(read: &mut Read<'_>) -> Result<Option<String>, StoreError> {
    read.find(files_marker::table.select(files_marker::marker))
}

/// Keeps the word, if none is kept; of two machines that start at once the first wins.
///
/// # Errors
/// When it cannot be stored.
pub fn keep_marker(tx: &mut Tx<'_>, word: &str) -> Result<(), StoreError> {
    let row = (files_marker::id.eq(1_i64), files_marker::marker.eq(word));
    tx.run_raw(|conn| {
        each_backend!(conn, |c| diesel::insert_into(files_marker::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    Ok(())
}

/// Writes a row that nothing depends on (T17).
///
/// # Errors
/// When the database takes no changes.
pub fn prove_writable(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let now = tx.now();
    let row = leases::table.filter(leases::name.eq("ready"));
    tx.change_one(diesel::update(row).set(leases::held_until.eq(now)))
}
