//! Signing in: password, then a code; and the welcome of a person who signs in for the first time.

use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::files::{KeyPurpose, Keys};
use crate::staff::model::{Attempt, Credentials, Factor};
use crate::staff::rules::{one_time, recovery};
use crate::staff::store;

use super::resets::take_password_reset;

/// What every refused password is answered with, whatever was wrong (T30).
const NOT_RIGHT: &str = "The username or password is not right.";
/// What every refused code is answered with.
pub(super) const NO_CODE: &str =
    "This code is not right, or it was used before. Wait for the next one.";
/// What every refused console token is answered with.
const NO_TOKEN: &str = "This token is not right, was used, or is too old.";

/// A password try that was looked at.
#[derive(Debug)]
pub struct PasswordPassed {
    /// Whom it named, if there is such a person.
    pub found: Option<Credentials>,
    /// Whether the password was theirs.
    pub right: bool,
    /// The stronger hash of the same password, where the stored one is weaker than today's.
    pub stronger: Option<String>,
    /// The count it was held against.
    pub attempt: Attempt,
    /// The hash of the token the browser had; its session ends.
    pub old_hash: Vec<u8>,
    /// The hash of the token the browser gets (T34: a new id at login).
    pub new_hash: Vec<u8>,
}

/// The password was looked at: begins a session that still waits for the code, or refuses with one sentence for every
/// reason (T30, T31).
///
/// # Errors
/// Refused when the name is unknown, the account disabled or the password wrong; the three look alike.
pub fn pass_password(tx: &mut Tx<'_>, tried: &PasswordPassed) -> Result<(), CommandError> {
    let found = tried
        .found
        .as_ref()
        .filter(|person| tried.right && !person.disabled);
    let Some(person) = found else {
        return Err(CommandError::refused("T30", NOT_RIGHT));
    };
    if let Some(stronger) = &tried.stronger {
        store::strengthen_password(tx, person.staff_id, stronger)?;
    }
    // Not forgotten yet: who knows the password alone would else guess codes without end.
    store::give_back_try(tx, &tried.attempt.subject)?;
    store::end_session(tx, &tried.old_hash)?;
    store::insert_session(
        tx,
        &tried.new_hash,
        person.staff_id,
        Factor::Password,
        &person.site,
    )?;
    tx.subject.detail = Some(about(person.staff_id));
    Ok(())
}

/// A code as typed by somebody whose password was right.
#[derive(Debug)]
pub struct CodePassed {
    /// The person.
    pub person: Credentials,
    /// One-time code or recovery code, as typed.
    pub code: String,
    /// The count it is held against.
    pub attempt: Attempt,
    /// The hash of the waiting session's token.
    pub old_hash: Vec<u8>,
    /// The hash of the token the browser gets (T34: a new id at the second factor).
    pub new_hash: Vec<u8>,
}

/// Looks at a code and, when it is right, begins the full session; a code is good once (T31).
///
/// # Errors
/// Refused when it is wrong, was used, or the person has no confirmed second factor.
pub fn pass_code(tx: &mut Tx<'_>, keys: &Keys, tried: &CodePassed) -> Result<(), CommandError> {
    let person = &tried.person;
    if person.disabled || !takes_code(tx, keys, person, &tried.code)? {
        return Err(CommandError::refused("T31", NO_CODE));
    }
    begin_full(tx, tried)
}

/// Uses up a one-time code or a recovery code of a confirmed second factor; false when it is not right.
pub(super) fn takes_code(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: &Credentials,
    code: &str,
) -> Result<bool, CommandError> {
    if !person.confirmed {
        return Ok(false);
    }
    if recovery::looks_like_one(code) {
        let hash = recovery::hash_of(code);
        return Ok(store::take_recovery_code(tx, person.staff_id, &hash)?);
    }
    take_code(tx, keys, person, code)
}

fn take_code(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: &Credentials,
    code: &str,
) -> Result<bool, CommandError> {
    let secret = secret_of(keys, person)?;
    let step = one_time::step_of(&secret, &person.login, code, tx.now(), person.last_step)
        .map_err(unusable)?;
    match step {
        Some(step) => Ok(store::take_step(tx, person.staff_id, step)?),
        None => Ok(false),
    }
}

fn begin_full(tx: &mut Tx<'_>, tried: &CodePassed) -> Result<(), CommandError> {
    let person = &tried.person;
    super::forgive(tx, &tried.attempt)?;
    store::end_session(tx, &tried.old_hash)?;
    store::insert_session(
        tx,
        &tried.new_hash,
        person.staff_id,
        Factor::Full,
        &person.site,
    )?;
    tx.subject.detail = Some(about(person.staff_id));
    Ok(())
}

/// The first right code of a new secret: confirms it, keeps the recovery codes' hashes, and begins the full session (T31).
///
/// # Errors
/// Refused when the code is wrong or the second factor was confirmed before.
pub fn confirm_code(
    tx: &mut Tx<'_>,
    keys: &Keys,
    tried: &CodePassed,
    recovery_codes: &[String],
) -> Result<(), CommandError> {
    let person = &tried.person;
    if person.disabled || person.confirmed || !take_code(tx, keys, person, &tried.code)? {
        return Err(CommandError::refused("T31", NO_CODE));
    }
    let hashes: Vec<Vec<u8>> = recovery_codes
        .iter()
        .map(|code| recovery::hash_of(code))
        .collect();
    store::replace_recovery_codes(tx, person.staff_id, &hashes)?;
    store::confirm_one_time(tx, person.staff_id)?;
    begin_full(tx, tried)
}

/// What a token was good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Welcomed {
    /// The first sign-in: the second factor is to be set up now.
    Enrols,
    /// A new password in place of a forgotten one: the second factor is still asked for.
    ProvesCode,
}

/// Takes a token, once and in time, for a password. The token of an invitation also makes a new one-time-code secret, which
/// this session alone may confirm (T26); that of a forgotten password leaves the second factor as it is (T34).
///
/// # Errors
/// Refused when the token is wrong, used or old: one sentence for all.
pub fn welcome(
    tx: &mut Tx<'_>,
    keys: &Keys,
    token_hash: &[u8],
    password_hash: &str,
    (old_hash, new_hash): (&[u8], &[u8]),
) -> Result<Welcomed, CommandError> {
    store::end_session(tx, old_hash)?;
    if let Some(person) = take_password_reset(tx, token_hash, password_hash)? {
        let (id, site) = (person.staff_id, &person.site);
        store::insert_session(tx, new_hash, id, Factor::Password, site)?;
        tx.subject.detail = Some(about(id));
        return Ok(Welcomed::ProvesCode);
    }
    let now = tx.now();
    let refused = || CommandError::field("token", NO_TOKEN);
    let login = store::find_console_token(tx, token_hash, now)?.ok_or_else(refused)?;
    let person = store::find_credentials(tx, &login)?.ok_or_else(refused)?;
    if person.disabled || !store::take_console_token(tx, token_hash)? {
        return Err(refused());
    }
    let sealed = new_secret(keys, &login)?;
    store::set_password(tx, person.staff_id, password_hash)?;
    store::set_one_time(tx, person.staff_id, &sealed)?;
    store::end_other_sessions(tx, person.staff_id, new_hash)?;
    store::insert_enrolling_session(tx, new_hash, person.staff_id, &person.site)?;
    tx.subject.detail = Some(about(person.staff_id));
    Ok(Welcomed::Enrols)
}

/// A new one-time-code secret, sealed for its person.
pub(super) fn new_secret(keys: &Keys, login: &str) -> Result<Vec<u8>, CommandError> {
    let mut secret = [0_u8; one_time::SECRET_BYTES];
    getrandom::fill(&mut secret).map_err(unusable)?;
    keys.seal(KeyPurpose::StaffSecrets, &["one_time", login], &secret)
        .map_err(unusable)
}

/// The opened one-time-code secret of a person.
///
/// # Errors
/// When there is none, or another key file sealed it.
pub fn secret_of(keys: &Keys, person: &Credentials) -> Result<Vec<u8>, StoreError> {
    let sealed = person
        .one_time_secret
        .as_deref()
        .ok_or(StoreError::NotFound)?;
    keys.open(
        KeyPurpose::StaffSecrets,
        &["one_time", &person.login],
        sealed,
    )
    .map(|secret| secret.to_vec())
    .map_err(|e| StoreError::Failed(format!("a one-time-code secret cannot be opened: {e}")))
}

/// The code of this moment, which only the demonstration shows.
///
/// # Errors
/// When the person has no usable secret.
pub fn demo_code(
    keys: &Keys,
    person: &Credentials,
    now: chrono::NaiveDateTime,
) -> Result<String, StoreError> {
    let secret = secret_of(keys, person)?;
    one_time::code_at(&secret, &person.login, now).map_err(|e| StoreError::Failed(e.to_string()))
}

fn unusable(error: impl std::fmt::Display) -> CommandError {
    CommandError::Store(StoreError::Failed(format!(
        "a sign-in secret is not usable: {error}"
    )))
}

pub(super) fn about(staff_id: i64) -> String {
    format!("staff {staff_id}")
}
