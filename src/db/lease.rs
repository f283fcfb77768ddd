//! Leases: which of several machines does what only one may do at a time.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::schema::leases;
use super::{StoreError, Tx};

/// Takes or renews a lease; answers whether it is `holder`'s now.
///
/// # Errors
/// When the database says no; two machines that take a new lease at once give the later one a constraint error.
pub fn take_lease(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    length: TimeDelta,
) -> Result<bool, StoreError> {
    let now = tx.now();
    let until = now + length;
    let taken = tx.execute(
        diesel::update(
            leases::table
                .filter(leases::name.eq(name))
                .filter(leases::holder.eq(holder).or(leases::held_until.lt(now))),
        )
        .set((leases::holder.eq(holder), leases::held_until.eq(until))),
    )?;
    if taken == 1 {
        return Ok(true);
    }
    let held: Option<String> = tx.find(
        leases::table
            .filter(leases::name.eq(name))
            .select(leases::holder),
    )?;
    if held.is_some() {
        return Ok(false);
    }
    tx.execute(diesel::insert_into(leases::table).values((
        leases::name.eq(name),
        leases::holder.eq(holder),
        leases::held_until.eq(until),
    )))?;
    Ok(true)
}
