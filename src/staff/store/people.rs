//! The people and their roles.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::dsl;
use diesel::prelude::*;

use crate::db::schema::{portals, staff, staff_roles};
use crate::db::{Read, StoreError, Tx};
use crate::staff::model::{Colleague, NewStaff, Role};

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

type Found = (
    i64,
    String,
    String,
    String,
    String,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    i64,
    Option<i64>,
);

/// Everybody, by name, in one statement: an organization's desk has tens of people, not thousands.
pub fn colleagues(read: &mut Read<'_>) -> Result<Vec<Colleague>, StoreError> {
    let rows: Vec<(Found, Option<String>, Option<String>)> = read.list(
        staff::table
            .left_join(staff_roles::table)
            .left_join(portals::table)
            .order((staff::name, staff::id, staff_roles::site, staff_roles::role))
            .limit(5_000)
            .select((
                found(),
                staff_roles::site.nullable(),
                staff_roles::role.nullable(),
            )),
    )?;
    gather(rows)
}

/// One person by the name in addresses.
pub fn colleague(read: &mut Read<'_>, public_id: &str) -> Result<Colleague, StoreError> {
    let rows: Vec<(Found, Option<String>, Option<String>)> = read.list(
        staff::table
            .left_join(staff_roles::table)
            .left_join(portals::table)
            .filter(staff::public_id.eq(public_id))
            .order((staff_roles::site, staff_roles::role))
            .select((
                found(),
                staff_roles::site.nullable(),
                staff_roles::role.nullable(),
            )),
    )?;
    gather(rows)?.into_iter().next().ok_or(StoreError::NotFound)
}

type FoundColumns = (
    staff::id,
    staff::public_id,
    staff::login,
    staff::name,
    staff::home_site,
    staff::one_time_confirmed_at,
    staff::disabled_at,
    staff::version,
    dsl::Nullable<portals::id>,
);

fn found() -> FoundColumns {
    (
        staff::id,
        staff::public_id,
        staff::login,
        staff::name,
        staff::home_site,
        staff::one_time_confirmed_at,
        staff::disabled_at,
        staff::version,
        portals::id.nullable(),
    )
}

fn gather(
    rows: Vec<(Found, Option<String>, Option<String>)>,
) -> Result<Vec<Colleague>, StoreError> {
    let mut people: Vec<Colleague> = Vec::new();
    for (row, site, role) in rows {
        let (id, public_id, login, name, home_site, confirmed_at, disabled_at, version, portal) =
            row;
        if people.last().is_none_or(|last| last.id != id) {
            people.push(Colleague {
                id,
                public_id,
                login,
                name,
                home_site,
                confirmed: confirmed_at.is_some(),
                disabled_at,
                version,
                is_portal: portal.is_some(),
                roles: Vec::new(),
            });
        }
        if let (Some(site), Some(role), Some(person)) = (site, role, people.last_mut()) {
            let role = Role::parse(&role).map_err(|e| StoreError::Failed(e.to_string()))?;
            person.roles.push((site, role));
        }
    }
    Ok(people)
}

/// Disables an account, or enables it again; guarded by the version the administrator saw.
pub fn set_disabled(
    tx: &mut Tx<'_>,
    staff_id: i64,
    version: i64,
    disabled: bool,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            staff::table
                .filter(staff::id.eq(staff_id))
                .filter(staff::version.eq(version)),
        )
        .set((
            staff::disabled_at.eq(disabled.then_some(now)),
            staff::version.eq(version + 1),
        )),
    )
}

/// Replaces the roles of a person; guarded by the version the administrator saw.
pub fn replace_roles(
    tx: &mut Tx<'_>,
    staff_id: i64,
    version: i64,
    roles: &[(String, Role)],
) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(
            staff::table
                .filter(staff::id.eq(staff_id))
                .filter(staff::version.eq(version)),
        )
        .set(staff::version.eq(version + 1)),
    )?;
    tx.execute(diesel::delete(
        staff_roles::table.filter(staff_roles::staff_id.eq(staff_id)),
    ))?;
    insert_roles(tx, staff_id, roles)
}

/// The names of people by inner id.
///
/// # Errors
/// When the database cannot be read.
pub fn names_of(read: &mut Read<'_>, ids: Vec<i64>) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows: Vec<(i64, String)> = read.list(
        staff::table
            .filter(staff::id.eq_any(ids))
            .select((staff::id, staff::name)),
    )?;
    Ok(rows.into_iter().collect())
}
