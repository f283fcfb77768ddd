//! Kept searches, and what they find.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::PAGE;
use super::lists::Listed;
use crate::db::schema::{requests, saved_searches};
use crate::db::{Read, StoreError, Tx, one_of, search};
use crate::files::{KeyPurpose, Keys};
use crate::queues::model::Row;

/// How long a search keeps its address: as long as the longest session.
const SEARCH_KEPT: TimeDelta = TimeDelta::hours(12);

/// How many of the newest requests a search looks at before it asks for more words.
const LOOKED_AT: i64 = 500;

fn context<'a>(id: &'a str, staff: &'a str) -> [&'a str; 3] {
    ["search", id, staff]
}

fn sealing(error: &impl std::fmt::Display) -> StoreError {
    StoreError::Failed(["a search could not be kept: ", &error.to_string()].concat())
}

/// Seals what a person searches for, for that person only (T50).
///
/// # Errors
/// When the machine has no randomness.
pub fn seal_search(
    keys: &Keys,
    id: &str,
    staff_id: i64,
    text: &str,
) -> Result<Vec<u8>, StoreError> {
    let staff = staff_id.to_string();
    keys.seal(KeyPurpose::Drafts, &context(id, &staff), text.as_bytes())
        .map_err(|e| sealing(&e))
}

/// Forgets the searches of ended sessions (T50); answers how many.
///
/// # Errors
/// When the database cannot be changed.
pub fn sweep_searches(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let now = tx.now();
    tx.execute(diesel::delete(
        saved_searches::table.filter(saved_searches::created_at.lt(now - SEARCH_KEPT)),
    ))
}

/// Keeps a sealed search under its address, and forgets those of ended sessions.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_search(
    tx: &mut Tx<'_>,
    id: &str,
    staff_id: i64,
    sealed: &[u8],
) -> Result<(), StoreError> {
    let now = tx.now();
    sweep_searches(tx)?;
    tx.execute(diesel::insert_into(saved_searches::table).values((
        saved_searches::id.eq(id),
        saved_searches::staff_id.eq(staff_id),
        saved_searches::criteria.eq(sealed),
        saved_searches::created_at.eq(now),
    )))?;
    Ok(())
}

/// What its owner searched for under this address.
///
/// # Errors
/// `NotFound` for anybody else's address and for one that is too old.
pub fn find_search(
    read: &mut Read<'_>,
    keys: &Keys,
    id: &str,
    staff_id: i64,
) -> Result<String, StoreError> {
    let sealed: Vec<u8> = read.get(
        saved_searches::table
            .filter(saved_searches::id.eq(id))
            .filter(saved_searches::staff_id.eq(staff_id))
            .select(saved_searches::criteria),
    )?;
    let staff = staff_id.to_string();
    let plain = keys
        .open(KeyPurpose::Drafts, &context(id, &staff), &sealed)
        .map_err(|e| sealing(&e))?;
    String::from_utf8(plain.to_vec()).map_err(|e| sealing(&e))
}

/// The newest requests of these sites that hold every word, at most [`PAGE`], and whether there are more.
///
/// # Errors
/// When the database cannot be read.
pub fn list_found(
    read: &mut Read<'_>,
    words: &[String],
    sites: &[String],
) -> Result<(Vec<Row>, bool), StoreError> {
    let ids = search::find_requests(read, words, LOOKED_AT)?;
    if ids.is_empty() {
        return Ok((Vec::new(), false));
    }
    let full = i64::try_from(ids.len()).is_ok_and(|found| found == LOOKED_AT);
    // The newest fill the page of whoever works at the one site of them all; the others are read when they do not.
    let (newest, older) = ids.split_at(ids.len().min(PAGE + 1));
    let mut rows = list_of(read, newest, sites)?;
    if rows.len() <= PAGE && !older.is_empty() {
        rows.extend(list_of(read, older, sites)?);
    }
    let more = full || rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more))
}

/// The requests of these ids at these sites, newest first.
fn list_of(read: &mut Read<'_>, ids: &[i64], sites: &[String]) -> Result<Vec<Row>, StoreError> {
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let listed: Vec<Listed> = read.list(
        requests::table
            .filter(requests::id.eq_any(ids))
            .filter(one_of(requests::site, sites))
            .order(requests::id.desc())
            .select(Listed::as_select())
            .limit(limit),
    )?;
    listed.into_iter().map(Listed::row).collect()
}
