//! Accounts: how they come to be, what they may do, how they end.

use chrono::TimeDelta;

use crate::db::{Read, StoreError, Tx};
use crate::error::CommandError;
use crate::staff::model::{Actor, Colleague, NewStaff, Role};
use crate::staff::store;

/// How long a console token can be used (T26).
const TOKEN_LIFE: TimeDelta = TimeDelta::minutes(15);
/// What stands where a password hash will stand: no password has this hash.
pub(super) const NO_PASSWORD: &str = "none chosen";

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
    if store::find_credentials(tx, &new.login)?.is_some() {
        return Err(CommandError::field(
            "login",
            "Somebody already signs in with this username. Choose another.",
        ));
    }
    let id = store::insert_staff(tx, new)?;
    store::insert_roles(tx, id, &new.roles)?;
    Ok(id)
}

/// Somebody who is to work here.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The opaque name in addresses.
    pub public_id: String,
    /// What the person will sign in with.
    pub login: String,
    /// The name colleagues will know.
    pub name: String,
    /// What the person will be.
    pub role: Role,
    /// Where.
    pub site: String,
    /// The hash of the one-time token the person is handed.
    pub token_hash: Vec<u8>,
}

/// Adds a person without a password and keeps the one-time token with which the person chooses one within 15 minutes
/// (T26). Somebody who was invited but never came in is given a new token; the earlier one is worth nothing.
///
/// # Errors
/// Refused when the login belongs to somebody who already signs in.
pub fn invite(tx: &mut Tx<'_>, invited: &Invitation) -> Result<(), CommandError> {
    let known = store::find_credentials(tx, &invited.login)?;
    let waiting = match &known {
        // Whose second factor two administrators took away is no newcomer: one alone could else let anybody in (T31).
        Some(person) => {
            !person.confirmed
                && !person.disabled
                && !store::was_reset(tx, person.staff_id)?
                && !store::is_portal(tx, person.staff_id)?
        }
        None => false,
    };
    if waiting {
        store::drop_console_tokens(tx, &invited.login)?;
    } else {
        let new = NewStaff {
            public_id: invited.public_id.clone(),
            login: invited.login.clone(),
            name: invited.name.clone(),
            password_hash: NO_PASSWORD.to_owned(),
            one_time_secret: None,
            home_site: invited.site.clone(),
            roles: vec![(invited.site.clone(), invited.role)],
        };
        add_staff(tx, &new)?;
    }
    let expires_at = tx.now() + TOKEN_LIFE;
    store::insert_console_token(
        tx,
        &invited.token_hash,
        &invited.login,
        (&invited.site, invited.role),
        expires_at,
    )?;
    Ok(())
}

/// Loads a person with a role or home at one of the administrator's sites; others are not found (T36).
///
/// # Errors
/// `NotFound` when there is no such person there.
pub fn near_colleague(
    read: &mut Read<'_>,
    actor: &Actor,
    public_id: &str,
) -> Result<Colleague, StoreError> {
    let person = store::colleague(read, public_id)?;
    if is_near(actor, &person) {
        Ok(person)
    } else {
        Err(StoreError::NotFound)
    }
}

/// Whether a person has a role or home at one of the administrator's sites (T36).
pub fn is_near(actor: &Actor, person: &Colleague) -> bool {
    actor.sites.contains(&person.home_site)
        || person
            .roles
            .iter()
            .any(|(site, _)| actor.sites.contains(site))
}

/// Disables an account: its sessions end now (T32). Or enables it again; the person signs in anew.
///
/// # Errors
/// Refused for one's own account; stale when somebody else changed the account first.
pub fn end_account(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: i64,
    disabled: bool,
) -> Result<(), CommandError> {
    let person = near_colleague(tx, actor, public_id)?;
    if person.id == actor.staff_id {
        return Err(CommandError::refused(
            "T26",
            "Nobody disables their own account. Ask another administrator.",
        ));
    }
    store::set_disabled(tx, person.id, version, disabled)?;
    if disabled {
        store::end_other_sessions(tx, person.id, &[])?;
    }
    tx.subject.detail = Some(format!("staff {}", person.id));
    Ok(())
}

/// Replaces a person's roles at the administrator's acting site; roles elsewhere stay. It holds from the person's next
/// request on (T32).
///
/// # Errors
/// Refused when one would take the administrator's role from oneself; stale when somebody else changed the account first.
pub fn set_roles(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: i64,
    here: &[Role],
) -> Result<(), CommandError> {
    let person = near_colleague(tx, actor, public_id)?;
    if person.is_portal {
        return Err(CommandError::refused(
            "T26",
            "A portal's account has no roles. Invite a person instead.",
        ));
    }
    if person.id == actor.staff_id && !here.contains(&Role::Administrator) {
        return Err(CommandError::refused(
            "T26",
            "Nobody takes the administrator’s role from themselves. Ask another administrator.",
        ));
    }
    let mut roles: Vec<(String, Role)> = person
        .roles
        .into_iter()
        .filter(|(site, _)| *site != actor.acting_site)
        .collect();
    roles.extend(here.iter().map(|role| (actor.acting_site.clone(), *role)));
    store::replace_roles(tx, person.id, version, &roles)?;
    tx.subject.detail = Some(format!("staff {}", person.id));
    Ok(())
}
