//! Sessions: how they begin and end.

use crate::db::{StoreError, Tx};
use crate::staff::model::Factor;
use crate::staff::store;

/// Begins a session for a person at a site; `token_hash` is the hash of the token the browser holds (T34).
///
/// # Errors
/// When it cannot be stored.
pub fn begin_session(
    tx: &mut Tx<'_>,
    token_hash: Vec<u8>,
    staff_id: i64,
    factor: Factor,
    site: &str,
) -> Result<(), StoreError> {
    store::insert_session(tx, &token_hash, staff_id, factor, site)
}
