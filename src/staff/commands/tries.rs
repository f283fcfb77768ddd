//! One count for every way of guessing a credential: password, one-time code, recovery code, console token (T29).

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::db::{StoreError, Tx};
use crate::staff::model::Attempt;
use crate::staff::rules::throttle;
use crate::staff::store;

/// Whose guess it is: the account named, from an address, perhaps in a browser that is known to have signed in with this
/// account. The name is kept as a hash: people type passwords into the wrong box.
pub fn attempt(login: &str, device: Option<&str>, address: &str) -> Attempt {
    let mut name = String::with_capacity(64);
    for byte in Sha256::digest(login.as_bytes()) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    let account = ["account ", &name].concat();
    Attempt {
        subject: match device {
            Some(device) => ["device ", device].concat(),
            None => account.clone(),
        },
        account,
        address: device.is_none().then(|| ["address ", address].concat()),
    }
}

/// A try with a console token: the token is no account's until it is right, so the address alone is counted.
pub fn token_attempt(address: &str) -> Attempt {
    let tokens = ["tokens ", address].concat();
    Attempt {
        subject: tokens.clone(),
        account: tokens,
        address: Some(["address ", address].concat()),
    }
}

/// Counts a try before it is looked at; false when it must not be looked at. Every credential path asks here first (T29).
///
/// # Errors
/// `Stale` or a broken constraint when another try was counted at the same moment: ask again.
pub fn may_try(tx: &mut Tx<'_>, attempt: &Attempt) -> Result<bool, StoreError> {
    let now = tx.now();
    if let Some(address) = &attempt.address {
        let before = store::find_tries(tx, address)?;
        let Some(after) = throttle::from_address(before, now) else {
            return Ok(false);
        };
        store::keep_tries(tx, address, before, after)?;
    }
    let before = store::find_tries(tx, &attempt.subject)?;
    let Some(after) = throttle::another_try(before, now) else {
        return Ok(false);
    };
    store::keep_tries(tx, &attempt.subject, before, after)?;
    Ok(true)
}

/// Forgets the failures of an account and of the browser in use after a success; others' guesses start over, too, which is
/// what "failures in a row" means.
///
/// # Errors
/// When it cannot be stored.
pub fn forgive(tx: &mut Tx<'_>, attempt: &Attempt) -> Result<(), StoreError> {
    store::forget_tries(tx, &attempt.subject)?;
    store::forget_tries(tx, &attempt.account)
}
