//! What a signed-in person changes about their own sign-in: the password, the recovery codes, a fresh proof of who they are.

use crate::db::Tx;
use crate::error::CommandError;
use crate::files::Keys;
use crate::staff::model::Actor;
use crate::staff::rules::recovery;
use crate::staff::store;

use super::sign_in::{CodePassed, NO_CODE, about, takes_code};

/// Changes one's own password; the old one was looked at before. Every other session ends, and this one goes on under a new
/// token (T34, ASVS 7.4.3). `hashes` are those of the session's old and new token.
///
/// # Errors
/// When it cannot be stored.
pub fn change_password(
    tx: &mut Tx<'_>,
    actor: &Actor,
    password_hash: &str,
    (own, new): (&[u8], &[u8]),
) -> Result<(), CommandError> {
    store::set_password(tx, actor.staff_id, password_hash)?;
    store::end_other_sessions(tx, actor.staff_id, own)?;
    store::move_session(tx, own, new, &actor.acting_site)?;
    tx.subject.detail = Some(about(actor.staff_id));
    Ok(())
}

/// Replaces one's own recovery codes; the earlier ones are worth nothing from here on (T31).
///
/// # Errors
/// When they cannot be stored.
pub fn renew_recovery_codes(
    tx: &mut Tx<'_>,
    actor: &Actor,
    codes: &[String],
) -> Result<(), CommandError> {
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| recovery::hash_of(code)).collect();
    store::replace_recovery_codes(tx, actor.staff_id, &hashes)?;
    tx.subject.detail = Some(about(actor.staff_id));
    Ok(())
}

/// Proves again who one is, by a one-time code or a recovery code, before a dangerous act (ASVS 7.5.3). The session goes on
/// under a new token (T34).
///
/// # Errors
/// Refused when the code is wrong or was used.
pub fn prove_again(tx: &mut Tx<'_>, keys: &Keys, tried: &CodePassed) -> Result<(), CommandError> {
    let person = &tried.person;
    if person.disabled || !takes_code(tx, keys, person, &tried.code)? {
        return Err(CommandError::refused("T31", NO_CODE));
    }
    super::forgive(tx, &tried.attempt)?;
    store::prove_session(tx, &tried.old_hash, &tried.new_hash)?;
    tx.subject.detail = Some(about(person.staff_id));
    Ok(())
}
