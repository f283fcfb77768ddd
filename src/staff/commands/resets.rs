//! A colleague who lost the second factor or forgot the password: one administrator asks, another confirms, and the person
//! sets up a new one with a token (T31). Neither administrator ever sees a password.

use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::files::Keys;
use crate::staff::model::{Actor, Credentials, Lost, Reset, Role};
use crate::staff::rules::resets::{TOKEN_LIFE, may_confirm, stands};
use crate::staff::store;

use super::accounts::near_colleague;
use super::sign_in::{about, new_secret};

/// What every refused token is answered with.
const NO_TOKEN: &str = "This token is not right, was used, or is older than 30 minutes.";

/// Asks for a reset of a colleague's lost credential. Nothing changes until another administrator confirms it (T31).
///
/// # Errors
/// Refused for oneself, for a disabled account, for somebody who never came in, and while another reset stands.
pub fn ask_reset(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    (lost, reason): (Lost, &str),
    reset_id: &str,
) -> Result<(), CommandError> {
    let person = near_colleague(tx, actor, public_id)?;
    let refused = |text: &str| Err(CommandError::refused("T31", text));
    if person.id == actor.staff_id {
        return refused("Nobody resets their own sign-in here. Ask two other administrators.");
    }
    if person.disabled_at.is_some() {
        return refused("The account is disabled. Enable it first.");
    }
    if !person.confirmed && !store::was_reset(tx, person.id)? {
        return refused("This person has not signed in yet. Invite them again instead.");
    }
    if let Some(earlier) = store::find_reset(tx, person.id)? {
        if stands(&earlier, tx.now()) {
            return refused("A reset for this person stands already. Withdraw it first.");
        }
        store::end_reset(tx, earlier.id)?;
    }
    let new = store::NewReset {
        public_id: reset_id,
        staff_id: person.id,
        lost,
        reason,
        asked_by: actor.staff_id,
    };
    store::insert_reset(tx, &new)?;
    tx.subject.detail = Some(format!("{}, {}", about(person.id), lost.as_str()));
    Ok(())
}

/// The second administrator confirms the reset they saw: the token begins to count. A lost second factor is worth nothing
/// from here on, nor are its recovery codes, and the person's sessions end (T31, T32).
///
/// # Errors
/// Refused for the first administrator, for the person, when it is too old, or when whoever asked is no administrator any
/// more; stale when it is not the reset that was seen.
pub fn confirm_reset(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: &str,
    token_hash: &[u8],
) -> Result<Lost, CommandError> {
    let person = near_colleague(tx, actor, public_id)?;
    let reset = seen_reset(tx, person.id, seen)?;
    let now = tx.now();
    may_confirm(&reset, actor.staff_id, now)?;
    if !is_administrator(tx, reset.asked_by)? {
        return Err(CommandError::refused(
            "T31",
            "Whoever asked for this reset is no administrator any more. Withdraw it and ask anew.",
        ));
    }
    store::confirm_reset(tx, reset.id, actor.staff_id, token_hash, now + TOKEN_LIFE)?;
    if reset.lost == Lost::SecondFactor {
        store::drop_one_time(tx, person.id)?;
        store::replace_recovery_codes(tx, person.id, &[])?;
        store::end_other_sessions(tx, person.id, &[])?;
    }
    tx.subject.detail = Some(format!("{}, {}", about(person.id), reset.lost.as_str()));
    Ok(reset.lost)
}

/// Withdraws a reset; its token, if it has one, opens nothing any more.
///
/// # Errors
/// Refused for oneself; stale when it is not the reset that was seen.
pub fn withdraw_reset(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: &str,
) -> Result<(), CommandError> {
    let person = near_colleague(tx, actor, public_id)?;
    let reset = seen_reset(tx, person.id, seen)?;
    if person.id == actor.staff_id {
        return Err(CommandError::refused(
            "T31",
            "Two other administrators look after your own reset.",
        ));
    }
    if !store::end_reset(tx, reset.id)? {
        return Err(CommandError::Store(StoreError::Stale));
    }
    tx.subject.detail = Some(about(person.id));
    Ok(())
}

/// What is confirmed or withdrawn is what was on the page, not what came after it (T47).
fn seen_reset(tx: &mut Tx<'_>, staff_id: i64, seen: &str) -> Result<Reset, CommandError> {
    store::find_reset(tx, staff_id)?
        .filter(|reset| reset.public_id == seen)
        .ok_or(CommandError::Store(StoreError::Stale))
}

fn is_administrator(tx: &mut Tx<'_>, staff_id: i64) -> Result<bool, StoreError> {
    let people = store::colleagues(tx)?;
    Ok(people.iter().any(|one| {
        one.id == staff_id
            && one.disabled_at.is_none()
            && one
                .roles
                .iter()
                .any(|(_, role)| *role == Role::Administrator)
    }))
}

/// Takes the token of a forgotten password, once, for a new one. Every session of the person ends, and the second factor
/// is still asked for (T34). Answers whether it was such a token.
///
/// # Errors
/// When it cannot be stored.
pub(super) fn take_password_reset(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    password_hash: &str,
) -> Result<Option<Credentials>, CommandError> {
    let now = tx.now();
    let found = store::find_reset_by_token(tx, token_hash, now)?
        .filter(|reset| reset.lost == Lost::Password);
    let Some(reset) = found else {
        return Ok(None);
    };
    let login = store::login_of(tx, reset.staff_id)?;
    let person = store::find_credentials(tx, &login)?.filter(|person| !person.disabled);
    let Some(person) = person else {
        return Ok(None);
    };
    if !store::end_reset(tx, reset.id)? {
        return Ok(None);
    }
    store::set_password(tx, person.staff_id, password_hash)?;
    store::end_other_sessions(tx, person.staff_id, &[])?;
    Ok(Some(person))
}

/// Takes the token of a lost second factor from somebody whose password was right, once: a new secret is made, and this
/// session alone may confirm it (T31). `hashes` are those of the browser's old and new session tokens.
///
/// # Errors
/// Refused when the token is wrong, used, old, or another person's: one sentence for all.
pub fn renew_second_factor(
    tx: &mut Tx<'_>,
    keys: &Keys,
    person: &Credentials,
    token_hash: &[u8],
    (old_hash, new_hash): (&[u8], &[u8]),
) -> Result<(), CommandError> {
    let now = tx.now();
    let refused = || CommandError::field("token", NO_TOKEN);
    let reset = store::find_reset_by_token(tx, token_hash, now)?
        .filter(|reset| reset.lost == Lost::SecondFactor && reset.staff_id == person.staff_id)
        .ok_or_else(refused)?;
    if person.disabled || !store::end_reset(tx, reset.id)? {
        return Err(refused());
    }
    let sealed = new_secret(keys, &person.login)?;
    store::set_one_time(tx, person.staff_id, &sealed)?;
    store::end_session(tx, old_hash)?;
    store::insert_enrolling_session(tx, new_hash, person.staff_id, &person.site)?;
    tx.subject.detail = Some(about(person.staff_id));
    Ok(())
}
