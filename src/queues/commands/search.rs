//! Keeping a search.

use crate::db::Tx;
use crate::error::CommandError;
use crate::queues::store;

/// Keeps a sealed search under its address for its owner, and forgets those of ended sessions (T50).
///
/// # Errors
/// When it cannot be stored.
pub fn keep_search(
    tx: &mut Tx<'_>,
    id: &str,
    staff_id: i64,
    sealed: &[u8],
) -> Result<(), CommandError> {
    Ok(store::insert_search(tx, id, staff_id, sealed)?)
}
