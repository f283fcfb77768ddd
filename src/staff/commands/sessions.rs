//! Sessions: how they begin, change and end.

use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::staff::model::{Actor, Factor};
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

/// Ends one of a person's own sessions, named by the hash of its token; somebody else's is not found (T34, T36).
///
/// # Errors
/// `NotFound` when it is not one of the person's open sessions.
pub fn end_own(tx: &mut Tx<'_>, actor: &Actor, token_hash: &[u8]) -> Result<(), CommandError> {
    let own = store::open_sessions(tx, actor.staff_id)?;
    if !own.iter().any(|session| session.token_hash == token_hash) {
        return Err(CommandError::Store(StoreError::NotFound));
    }
    store::end_session(tx, token_hash)?;
    Ok(())
}

/// Ends every session of a person but the one in use (T34).
///
/// # Errors
/// When it cannot be stored.
pub fn end_others(tx: &mut Tx<'_>, actor: &Actor, token_hash: &[u8]) -> Result<(), CommandError> {
    store::end_other_sessions(tx, actor.staff_id, token_hash)?;
    Ok(())
}

/// Acts for another site from now on, under a new token (T34: a new id when rights change).
///
/// # Errors
/// Refused when the person has no role there.
pub fn change_site(
    tx: &mut Tx<'_>,
    actor: &Actor,
    token_hash: &[u8],
    new_hash: &[u8],
    site: &str,
) -> Result<(), CommandError> {
    if !actor.sites.iter().any(|own| own == site) {
        return Err(CommandError::field("site", "Choose one of your sites."));
    }
    store::move_session(tx, token_hash, new_hash, site)?;
    tx.subject.detail = Some(["acting site ", site].concat());
    Ok(())
}
