//! The counts of guesses (T29).

use diesel::prelude::*;

use crate::db::schema::credential_tries as tries;
use crate::db::{Read, StoreError, Tx};
use crate::staff::model::Tries;

/// The count of a subject.
pub fn find_tries(read: &mut Read<'_>, subject: &str) -> Result<Option<Tries>, StoreError> {
    let row: Option<(i64, Option<chrono::NaiveDateTime>, chrono::NaiveDateTime)> =
        read.find(tries::table.filter(tries::subject.eq(subject)).select((
            tries::failures,
            tries::blocked_until,
            tries::last_at,
        )))?;
    Ok(row.map(|(failures, blocked_until, last_at)| Tries {
        failures,
        blocked_until,
        last_at,
    }))
}

/// Keeps a count that followed `before`; somebody else's try in between makes it stale.
pub fn keep_tries(
    tx: &mut Tx<'_>,
    subject: &str,
    before: Option<Tries>,
    after: Tries,
) -> Result<(), StoreError> {
    let values = (
        tries::failures.eq(after.failures),
        tries::blocked_until.eq(after.blocked_until),
        tries::last_at.eq(after.last_at),
    );
    match before {
        Some(before) => tx.change_one(
            diesel::update(
                tries::table
                    .filter(tries::subject.eq(subject))
                    .filter(tries::failures.eq(before.failures))
                    .filter(tries::last_at.eq(before.last_at)),
            )
            .set(values),
        ),
        None => tx
            .execute(diesel::insert_into(tries::table).values((tries::subject.eq(subject), values)))
            .map(|_| ()),
    }
}

/// Takes back one try that was right but was not the last step of a sign-in.
pub fn give_back_try(tx: &mut Tx<'_>, subject: &str) -> Result<(), StoreError> {
    let row = tries::table
        .filter(tries::subject.eq(subject))
        .filter(tries::failures.gt(0));
    tx.execute(diesel::update(row).set((
        tries::failures.eq(tries::failures - 1),
        tries::blocked_until.eq(None::<chrono::NaiveDateTime>),
    )))?;
    Ok(())
}

/// Forgets the counts that nothing was added to since `before`; answers how many.
pub fn sweep_tries(tx: &mut Tx<'_>, before: chrono::NaiveDateTime) -> Result<usize, StoreError> {
    tx.execute(diesel::delete(
        tries::table.filter(tries::last_at.lt(before)),
    ))
}

/// Forgets a count.
pub fn forget_tries(tx: &mut Tx<'_>, subject: &str) -> Result<(), StoreError> {
    tx.execute(diesel::delete(
        tries::table.filter(tries::subject.eq(subject)),
    ))?;
    Ok(())
}
