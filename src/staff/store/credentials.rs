//! What people prove themselves with: password hashes, sealed secrets, recovery codes, console tokens.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{console_tokens, recovery_codes, staff, staff_roles};
use crate::db::{Read, StoreError, Tx};
use crate::staff::model::{Credentials, Role};

type Found = (
    i64,
    String,
    String,
    String,
    Option<Vec<u8>>,
    Option<NaiveDateTime>,
    Option<i64>,
    String,
    Option<NaiveDateTime>,
);

/// What the person with this sign-in name proves themselves with.
pub fn find_credentials(
    read: &mut Read<'_>,
    login: &str,
) -> Result<Option<Credentials>, StoreError> {
    let rows: Vec<(Found, Option<String>)> = read.list(
        staff::table
            .left_join(staff_roles::table)
            .filter(staff::login.eq(login))
            .order(staff_roles::site)
            .select((
                (
                    staff::id,
                    staff::login,
                    staff::name,
                    staff::password_hash,
                    staff::one_time_secret,
                    staff::one_time_confirmed_at,
                    staff::one_time_last_step,
                    staff::home_site,
                    staff::disabled_at,
                ),
                staff_roles::site.nullable(),
            )),
    )?;
    let sites: Vec<String> = rows.iter().filter_map(|(_, site)| site.clone()).collect();
    Ok(rows.into_iter().next().map(|(row, _)| of_row(row, &sites)))
}

fn of_row(row: Found, sites: &[String]) -> Credentials {
    let (staff_id, login, name, password_hash, secret, confirmed_at, last_step, home, disabled_at) =
        row;
    let site = match sites.first() {
        Some(first) if !sites.contains(&home) => first.clone(),
        _ => home,
    };
    Credentials {
        staff_id,
        login,
        name,
        password_hash,
        one_time_secret: secret,
        confirmed: confirmed_at.is_some(),
        last_step,
        site,
        disabled: disabled_at.is_some(),
    }
}

/// The sign-in name of a person.
pub fn login_of(read: &mut Read<'_>, staff_id: i64) -> Result<String, StoreError> {
    read.get(
        staff::table
            .filter(staff::id.eq(staff_id))
            .select(staff::login),
    )
}

/// Stores the hash of a newly chosen password.
pub fn set_password(tx: &mut Tx<'_>, staff_id: i64, hash: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(staff::table.filter(staff::id.eq(staff_id))).set((
            staff::password_hash.eq(hash),
            staff::password_changed_at.eq(now),
        )),
    )
}

/// Stores the same password hashed with stronger parameters.
pub fn strengthen_password(tx: &mut Tx<'_>, staff_id: i64, hash: &str) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(staff::table.filter(staff::id.eq(staff_id)))
            .set(staff::password_hash.eq(hash)),
    )
}

/// Stores a sealed one-time-code secret of which no code was seen yet.
pub fn set_one_time(tx: &mut Tx<'_>, staff_id: i64, sealed: &[u8]) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(staff::table.filter(staff::id.eq(staff_id))).set((
            staff::one_time_secret.eq(Some(sealed)),
            staff::one_time_confirmed_at.eq(None::<NaiveDateTime>),
            staff::one_time_last_step.eq(None::<i64>),
        )),
    )
}

/// Takes a person's second factor away.
pub fn drop_one_time(tx: &mut Tx<'_>, staff_id: i64) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(staff::table.filter(staff::id.eq(staff_id))).set((
            staff::one_time_secret.eq(None::<Vec<u8>>),
            staff::one_time_confirmed_at.eq(None::<NaiveDateTime>),
            staff::one_time_last_step.eq(None::<i64>),
        )),
    )
}

/// When a person last chose a password.
pub fn password_changed_at(
    read: &mut Read<'_>,
    staff_id: i64,
) -> Result<NaiveDateTime, StoreError> {
    read.get(
        staff::table
            .filter(staff::id.eq(staff_id))
            .select(staff::password_changed_at),
    )
}

/// Notes that a code of the secret was right.
pub fn confirm_one_time(tx: &mut Tx<'_>, staff_id: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(staff::table.filter(staff::id.eq(staff_id)))
            .set(staff::one_time_confirmed_at.eq(Some(now))),
    )
}

/// Uses up the step of a code; false when this step or a later one was used before.
pub fn take_step(tx: &mut Tx<'_>, staff_id: i64, step: i64) -> Result<bool, StoreError> {
    let unused = staff::table.filter(staff::id.eq(staff_id)).filter(
        staff::one_time_last_step
            .is_null()
            .or(staff::one_time_last_step.lt(step)),
    );
    let taken = tx.execute(diesel::update(unused).set(staff::one_time_last_step.eq(Some(step))))?;
    Ok(taken == 1)
}

/// Uses up a recovery code; false when it is none of this person's unused ones.
pub fn take_recovery_code(tx: &mut Tx<'_>, staff_id: i64, hash: &[u8]) -> Result<bool, StoreError> {
    let now = tx.now();
    let unused = recovery_codes::table
        .filter(recovery_codes::staff_id.eq(staff_id))
        .filter(recovery_codes::code_hash.eq(hash))
        .filter(recovery_codes::used_at.is_null());
    let taken = tx.execute(diesel::update(unused).set(recovery_codes::used_at.eq(Some(now))))?;
    Ok(taken == 1)
}

/// How many recovery codes a person has left.
pub fn recovery_codes_left(read: &mut Read<'_>, staff_id: i64) -> Result<i64, StoreError> {
    read.get(
        recovery_codes::table
            .filter(recovery_codes::staff_id.eq(staff_id))
            .filter(recovery_codes::used_at.is_null())
            .count(),
    )
}

/// Replaces a person's recovery codes.
pub fn replace_recovery_codes(
    tx: &mut Tx<'_>,
    staff_id: i64,
    hashes: &[Vec<u8>],
) -> Result<(), StoreError> {
    tx.execute(diesel::delete(
        recovery_codes::table.filter(recovery_codes::staff_id.eq(staff_id)),
    ))?;
    for hash in hashes {
        tx.execute(diesel::insert_into(recovery_codes::table).values((
            recovery_codes::staff_id.eq(staff_id),
            recovery_codes::code_hash.eq(hash),
        )))?;
    }
    Ok(())
}

/// Keeps the hash of a console token.
pub fn insert_console_token(
    tx: &mut Tx<'_>,
    hash: &[u8],
    login: &str,
    (site, role): (&str, Role),
    expires_at: NaiveDateTime,
) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(console_tokens::table).values((
        console_tokens::token_hash.eq(hash),
        console_tokens::login.eq(login),
        console_tokens::role.eq(role.as_str()),
        console_tokens::site.eq(site),
        console_tokens::expires_at.eq(expires_at),
    )))?;
    Ok(())
}

/// The sign-in name a console token is for, while it can be used.
pub fn find_console_token(
    read: &mut Read<'_>,
    hash: &[u8],
    now: NaiveDateTime,
) -> Result<Option<String>, StoreError> {
    read.find(
        console_tokens::table
            .filter(console_tokens::token_hash.eq(hash))
            .filter(console_tokens::used_at.is_null())
            .filter(console_tokens::expires_at.gt(now))
            .select(console_tokens::login),
    )
}

/// Uses up a console token; false when it was used or ran out.
pub fn take_console_token(tx: &mut Tx<'_>, hash: &[u8]) -> Result<bool, StoreError> {
    let now = tx.now();
    let usable = console_tokens::table
        .filter(console_tokens::token_hash.eq(hash))
        .filter(console_tokens::used_at.is_null())
        .filter(console_tokens::expires_at.gt(now));
    let taken = tx.execute(diesel::update(usable).set(console_tokens::used_at.eq(Some(now))))?;
    Ok(taken == 1)
}

/// Forgets the console tokens that ran out before `before`; answers how many.
pub fn sweep_console_tokens(tx: &mut Tx<'_>, before: NaiveDateTime) -> Result<usize, StoreError> {
    tx.execute(diesel::delete(
        console_tokens::table.filter(console_tokens::expires_at.lt(before)),
    ))
}

/// Makes every unused console token of a sign-in name worthless.
pub fn drop_console_tokens(tx: &mut Tx<'_>, login: &str) -> Result<(), StoreError> {
    let now = tx.now();
    let open = console_tokens::table
        .filter(console_tokens::login.eq(login))
        .filter(console_tokens::used_at.is_null());
    tx.execute(diesel::update(open).set(console_tokens::used_at.eq(Some(now))))?;
    Ok(())
}
