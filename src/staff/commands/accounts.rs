//! Accounts: how they come to be and what they may do.

use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::staff::model::NewStaff;
use crate::staff::store;

/// Adds a person with roles; answers the inner id (T26: one person, one account).
///
/// # Errors
/// Refused when the login is taken or no role is given.
pub fn add_staff(tx: &mut Tx<'_>, new: &NewStaff) -> Result<i64, CommandError> {
    if new.roles.is_empty() {
        return Err(CommandError::refused(
            "T35",
            "Give the person a role at a site.",
        ));
    }
    let id = store::insert_staff(tx, new).map_err(|error| match error {
        StoreError::Constraint { .. } => {
            CommandError::refused("T26", "Somebody already signs in with this name.")
        }
        other => CommandError::Store(other),
    })?;
    store::insert_roles(tx, id, &new.roles)?;
    Ok(id)
}
