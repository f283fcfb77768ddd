//! Letting a patient portal in: an account nobody can sign in with, and a token that is shown once.

use super::accounts::NO_PASSWORD;
use crate::db::Tx;
use crate::error::CommandError;
use crate::staff::model::NewStaff;
use crate::staff::store;

/// A portal that is to send requests.
#[derive(Debug, Clone)]
pub struct NewPortal {
    /// The opaque name of its account in addresses.
    pub public_id: String,
    /// The name of its account, which nobody signs in with.
    pub login: String,
    /// What it is called on timelines and in the evidence: `MyCityofHope`.
    pub name: String,
    /// The site its requests come to.
    pub site: String,
    /// The hash of its token.
    pub token_hash: Vec<u8>,
}

/// Adds a portal, or gives the one of this login another token; the former token is worth nothing from then on (T26).
///
/// # Errors
/// Refused when the login belongs to a person.
pub fn admit_portal(tx: &mut Tx<'_>, new: &NewPortal) -> Result<(), CommandError> {
    if let Some(portal) = store::find_portal_by_login(tx, &new.login)? {
        tx.subject.detail = Some("another token".to_owned());
        return Ok(store::renew_portal_token(tx, portal, &new.token_hash)?);
    }
    if store::find_credentials(tx, &new.login)?.is_some() {
        return Err(CommandError::field(
            "login",
            "Somebody signs in with this username. Choose another for the portal.",
        ));
    }
    let account = NewStaff {
        public_id: new.public_id.clone(),
        login: new.login.clone(),
        name: new.name.clone(),
        password_hash: NO_PASSWORD.to_owned(),
        one_time_secret: None,
        home_site: new.site.clone(),
        roles: Vec::new(),
    };
    let staff_id = store::insert_staff(tx, &account)?;
    Ok(store::insert_portal(
        tx,
        staff_id,
        &new.site,
        &new.token_hash,
    )?)
}
