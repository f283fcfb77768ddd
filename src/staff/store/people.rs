//! The people and their roles.

use diesel::prelude::*;

use crate::db::schema::{staff, staff_roles};
use crate::db::{StoreError, Tx};
use crate::staff::model::{NewStaff, Role};

/// Adds the row of a person; answers its id.
pub fn insert_staff(tx: &mut Tx<'_>, new: &NewStaff) -> Result<i64, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(staff::table)
            .values((
                staff::public_id.eq(&new.public_id),
                staff::login.eq(&new.login),
                staff::name.eq(&new.name),
                staff::password_hash.eq(&new.password_hash),
                staff::password_changed_at.eq(now),
                staff::one_time_secret.eq(&new.one_time_secret),
                staff::one_time_confirmed_at.eq(new.one_time_secret.is_some().then_some(now)),
                staff::home_site.eq(&new.home_site),
                staff::created_at.eq(now),
            ))
            .returning(staff::id),
    )
}

/// Grants roles, each at a site.
pub fn insert_roles(
    tx: &mut Tx<'_>,
    staff_id: i64,
    roles: &[(String, Role)],
) -> Result<(), StoreError> {
    let now = tx.now();
    for (site, role) in roles {
        tx.execute(diesel::insert_into(staff_roles::table).values((
            staff_roles::staff_id.eq(staff_id),
            staff_roles::site.eq(site),
            staff_roles::role.eq(role.as_str()),
            staff_roles::granted_at.eq(now),
        )))?;
    }
    Ok(())
}
