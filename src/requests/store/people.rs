//! The people a request can belong to, and who did what with it.

use diesel::prelude::*;

use crate::db::schema::{request_events, staff, staff_roles};
use crate::db::{Read, StoreError};
use crate::requests::model::{EventKind, RequestId};
use crate::staff::model::{Permission, Role};
use crate::staff::rules::may;

/// A person a request can belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// The name colleagues know.
    pub name: String,
}

/// Everybody who works requests at a site, by name; nobody whose account is closed.
///
/// # Errors
/// When the database cannot be read.
pub fn list_workers(read: &mut Read<'_>, site: &str) -> Result<Vec<Colleague>, StoreError> {
    list_who_may(read, site, Permission::WorkRequests)
}

/// Everybody who may do something at a site, by name; nobody whose account is closed.
///
/// # Errors
/// When the database cannot be read.
pub fn list_who_may(
    read: &mut Read<'_>,
    site: &str,
    permission: Permission,
) -> Result<Vec<Colleague>, StoreError> {
    let roles: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| may(**role, permission))
        .map(|role| role.as_str())
        .collect();
    let rows: Vec<(i64, String, String)> = read.list(
        staff::table
            .filter(staff::disabled_at.is_null())
            .filter(
                staff::id.eq_any(
                    staff_roles::table
                        .filter(staff_roles::site.eq(site))
                        .filter(staff_roles::role.eq_any(roles))
                        .select(staff_roles::staff_id),
                ),
            )
            .order((staff::name.asc(), staff::id.asc()))
            .select((staff::id, staff::public_id, staff::name)),
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, public_id, name)| Colleague {
            id,
            public_id,
            name,
        })
        .collect())
}

/// The name of a person.
///
/// # Errors
/// `NotFound`.
pub fn name_of(read: &mut Read<'_>, staff_id: i64) -> Result<String, StoreError> {
    read.get(
        staff::table
            .filter(staff::id.eq(staff_id))
            .select(staff::name),
    )
}

/// Who did events of these kinds with a request, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_doers(
    read: &mut Read<'_>,
    request: RequestId,
    kinds: &[EventKind],
) -> Result<Vec<(EventKind, Option<i64>)>, StoreError> {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let rows: Vec<(String, Option<i64>)> = read.list(
        request_events::table
            .filter(request_events::request_id.eq(request.0))
            .filter(request_events::kind.eq_any(words))
            .order(request_events::id)
            .select((request_events::kind, request_events::staff_id)),
    )?;
    rows.into_iter()
        .map(|(kind, by)| {
            let kind = EventKind::parse(&kind).map_err(|e| StoreError::Failed(e.to_string()))?;
            Ok((kind, by))
        })
        .collect()
}
