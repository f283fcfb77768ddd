//! Patient portals: programs that act through an account of their own, by a token instead of a password.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{facts_state, portals, staff};
use crate::db::{Read, StoreError, Tx};
use crate::staff::model::Actor;

/// A portal whose token was shown.
#[derive(Debug, Clone)]
pub struct FoundPortal {
    /// The inner id.
    pub id: i64,
    /// Whom it acts as: an account without roles.
    pub actor: Actor,
    /// Whether its account was disabled.
    pub disabled: bool,
    /// The version of the house's facts.
    pub facts: i64,
}

/// A portal as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// The inner id.
    pub id: i64,
    /// The account's name in addresses.
    pub public_id: String,
    /// What it is called.
    pub name: String,
    /// The site its requests come to.
    pub site: String,
    /// When it was first admitted (UTC).
    pub admitted_at: NaiveDateTime,
    /// Since when its token holds (UTC).
    pub token_at: NaiveDateTime,
    /// When it last sent something (UTC).
    pub used_at: Option<NaiveDateTime>,
    /// When its account was disabled (UTC).
    pub disabled_at: Option<NaiveDateTime>,
}

/// Finds a portal by the hash of its token. The sites are for the caller to widen: a portal knows its own only.
///
/// # Errors
/// When the database cannot be read.
pub fn find_portal(
    read: &mut Read<'_>,
    token_hash: &[u8],
) -> Result<Option<FoundPortal>, StoreError> {
    type Row = (i64, i64, String, String, Option<NaiveDateTime>, Option<i64>);
    let row: Option<Row> = read.find(
        portals::table
            .inner_join(staff::table)
            .filter(portals::token_hash.eq(token_hash))
            .select((
                portals::id,
                staff::id,
                staff::name,
                portals::site,
                staff::disabled_at,
                facts_state::table
                    .select(facts_state::version)
                    .single_value(),
            )),
    )?;
    Ok(row.map(
        |(id, staff_id, name, site, disabled_at, facts)| FoundPortal {
            id,
            actor: Actor {
                staff_id,
                name,
                acting_site: site.clone(),
                roles: Vec::new(),
                sites: vec![site],
                stepped_up_at: None,
            },
            disabled: disabled_at.is_some(),
            facts: facts.unwrap_or(0),
        },
    ))
}

/// Every portal, by name.
///
/// # Errors
/// When the database cannot be read.
pub fn list_portals(read: &mut Read<'_>) -> Result<Vec<Portal>, StoreError> {
    type Row = (
        i64,
        String,
        String,
        String,
        NaiveDateTime,
        NaiveDateTime,
        Option<NaiveDateTime>,
        Option<NaiveDateTime>,
    );
    let rows: Vec<Row> = read.list(
        portals::table
            .inner_join(staff::table)
            .order((staff::name, portals::id))
            .select((
                portals::id,
                staff::public_id,
                staff::name,
                portals::site,
                staff::created_at,
                portals::token_at,
                portals::used_at,
                staff::disabled_at,
            )),
    )?;
    let portal =
        |(id, public_id, name, site, admitted_at, token_at, used_at, disabled_at): Row| Portal {
            id,
            public_id,
            name,
            site,
            admitted_at,
            token_at,
            used_at,
            disabled_at,
        };
    Ok(rows.into_iter().map(portal).collect())
}

/// The portal that acts through the account of this login.
///
/// # Errors
/// When the database cannot be read.
pub fn find_portal_by_login(read: &mut Read<'_>, login: &str) -> Result<Option<i64>, StoreError> {
    read.find(
        portals::table
            .inner_join(staff::table)
            .filter(staff::login.eq(login))
            .select(portals::id),
    )
}

/// Whether an account is a portal's, which no person may take over.
///
/// # Errors
/// When the database cannot be read.
pub fn is_portal(read: &mut Read<'_>, staff_id: i64) -> Result<bool, StoreError> {
    let found: Option<i64> = read.find(
        portals::table
            .filter(portals::staff_id.eq(staff_id))
            .select(portals::id),
    )?;
    Ok(found.is_some())
}

/// Adds the portal of an account.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_portal(
    tx: &mut Tx<'_>,
    staff_id: i64,
    site: &str,
    token_hash: &[u8],
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(portals::table).values((
        portals::staff_id.eq(staff_id),
        portals::site.eq(site),
        portals::token_hash.eq(token_hash),
        portals::token_at.eq(now),
    )))?;
    Ok(())
}

/// Gives a portal another token; the former one is worth nothing from now on.
///
/// # Errors
/// When it cannot be stored.
pub fn renew_portal_token(
    tx: &mut Tx<'_>,
    portal: i64,
    token_hash: &[u8],
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(portals::table.filter(portals::id.eq(portal))).set((
            portals::token_hash.eq(token_hash),
            portals::token_at.eq(now),
        )),
    )
}

/// Notes that a portal sends something. Until the transaction ends no other message of the same portal is stored.
///
/// # Errors
/// When it cannot be stored.
pub fn note_portal_use(tx: &mut Tx<'_>, portal: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(portals::table.filter(portals::id.eq(portal)))
            .set(portals::used_at.eq(Some(now))),
    )
}
