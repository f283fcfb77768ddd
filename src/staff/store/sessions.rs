//! Sessions: one row each, found by the hash of their token (T34).

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::{facts_state, sessions, staff, staff_roles};
use crate::db::{Read, StoreError, Tx};
use crate::staff::model::{Actor, Factor, OwnSession, Role};

/// A session as found by its token, with the person and roles, in one statement.
#[derive(Debug, Clone)]
pub struct FoundSession {
    /// Who acts.
    pub actor: Actor,
    /// How far the sign-in came.
    pub factor: Factor,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// When it last did something that counts as activity.
    pub seen_at: NaiveDateTime,
    /// When it ended, if it did.
    pub ended_at: Option<NaiveDateTime>,
    /// Whether the account was disabled.
    pub disabled: bool,
    /// What the next page should say, once.
    pub flash: Option<String>,
    /// The version of the hospital's facts at this moment.
    pub facts: i64,
    /// The version the stored dates of open requests have followed to.
    pub followed: i64,
    /// Whether it may set up a second factor: it began with a token.
    pub enrols: bool,
}

type SessionTuple = (
    i64,
    String,
    String,
    String,
    NaiveDateTime,
    NaiveDateTime,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<NaiveDateTime>,
    Option<String>,
    Option<i64>,
    Option<i64>,
    bool,
);

/// Finds a session by the hash of its token.
pub fn find_session(
    read: &mut Read<'_>,
    token_hash: &[u8],
) -> Result<Option<FoundSession>, StoreError> {
    let rows: Vec<(SessionTuple, Option<String>, Option<String>)> = read.list(
        sessions::table
            .inner_join(staff::table)
            .left_join(staff_roles::table.on(staff_roles::staff_id.eq(staff::id)))
            .filter(sessions::token_hash.eq(token_hash))
            .select((
                (
                    staff::id,
                    staff::name,
                    sessions::factor,
                    sessions::acting_site,
                    sessions::created_at,
                    sessions::seen_at,
                    sessions::stepped_up_at,
                    sessions::ended_at,
                    staff::disabled_at,
                    sessions::flash,
                    facts_state::table
                        .select(facts_state::version)
                        .single_value(),
                    facts_state::table
                        .select(facts_state::indexed)
                        .single_value(),
                    sessions::enrols,
                ),
                staff_roles::site.nullable(),
                staff_roles::role.nullable(),
            )),
    )?;
    let mut roles = Vec::new();
    let mut sites = Vec::new();
    let mut found: Option<SessionTuple> = None;
    for (session, site, role) in rows {
        if let (Some(site), Some(role)) = (site, role) {
            let role = Role::parse(&role).map_err(|e| StoreError::Failed(e.to_string()))?;
            if site == session.3 {
                roles.push(role);
            }
            if !sites.contains(&site) {
                sites.push(site);
            }
        }
        found = Some(session);
    }
    Ok(found.map(
        |(
            staff_id,
            name,
            factor,
            acting_site,
            created_at,
            seen_at,
            stepped_up_at,
            ended_at,
            disabled_at,
            flash,
            facts,
            followed,
            enrols,
        )| {
            FoundSession {
                actor: Actor {
                    staff_id,
                    name,
                    acting_site,
                    roles,
                    sites,
                    stepped_up_at,
                },
                factor: if factor == Factor::Full.as_str() {
                    Factor::Full
                } else {
                    Factor::Password
                },
                created_at,
                seen_at,
                ended_at,
                disabled: disabled_at.is_some(),
                flash,
                facts: facts.unwrap_or(0),
                followed: followed.unwrap_or(0),
                enrols,
            }
        },
    ))
}

/// Notes activity, shows a flash once, leaves a new one: whatever of it is asked, in one statement.
pub fn keep_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    touch: bool,
    clear_flash: bool,
    flash: Option<&str>,
) -> Result<(), StoreError> {
    let now = tx.now();
    let row = sessions::table.filter(sessions::token_hash.eq(token_hash));
    match (touch, clear_flash || flash.is_some()) {
        (true, true) => tx.execute(
            diesel::update(row).set((sessions::seen_at.eq(now), sessions::flash.eq(flash))),
        )?,
        (true, false) => tx.execute(diesel::update(row).set(sessions::seen_at.eq(now)))?,
        (false, true) => tx.execute(diesel::update(row).set(sessions::flash.eq(flash)))?,
        (false, false) => 0,
    };
    Ok(())
}

/// Forgets the sessions that began before `before`; answers how many.
pub fn sweep_sessions(tx: &mut Tx<'_>, before: NaiveDateTime) -> Result<usize, StoreError> {
    tx.execute(diesel::delete(
        sessions::table.filter(sessions::created_at.lt(before)),
    ))
}

/// Begins a session; only the hash of its token is kept.
pub fn insert_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    staff_id: i64,
    factor: Factor,
    site: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(sessions::table).values((
        sessions::token_hash.eq(token_hash),
        sessions::staff_id.eq(staff_id),
        sessions::factor.eq(factor.as_str()),
        sessions::acting_site.eq(site),
        sessions::created_at.eq(now),
        sessions::seen_at.eq(now),
        // Who has just signed in with both factors has proved who they are.
        sessions::stepped_up_at.eq((factor == Factor::Full).then_some(now)),
    )))?;
    Ok(())
}

/// Begins a session that still waits for the second factor and may set one up.
pub fn insert_enrolling_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    staff_id: i64,
    site: &str,
) -> Result<(), StoreError> {
    insert_session(tx, token_hash, staff_id, Factor::Password, site)?;
    let row = sessions::table.filter(sessions::token_hash.eq(token_hash));
    tx.change_one(diesel::update(row).set(sessions::enrols.eq(true)))
}

/// Notes a fresh proof of who the person is, and gives the session a new token.
pub fn prove_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    new_hash: &[u8],
) -> Result<(), StoreError> {
    let now = tx.now();
    let open = sessions::table
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::ended_at.is_null());
    tx.change_one(diesel::update(open).set((
        sessions::token_hash.eq(new_hash),
        sessions::stepped_up_at.eq(Some(now)),
        sessions::seen_at.eq(now),
    )))
}

/// Ends a session; ended rows stay.
pub fn end_session(tx: &mut Tx<'_>, token_hash: &[u8]) -> Result<(), StoreError> {
    let now = tx.now();
    let open = sessions::table
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::ended_at.is_null());
    tx.execute(diesel::update(open).set(sessions::ended_at.eq(Some(now))))?;
    Ok(())
}

/// Ends every session of a person, but not the one with this token.
pub fn end_other_sessions(
    tx: &mut Tx<'_>,
    staff_id: i64,
    token_hash: &[u8],
) -> Result<(), StoreError> {
    let now = tx.now();
    let open = sessions::table
        .filter(sessions::staff_id.eq(staff_id))
        .filter(sessions::token_hash.ne(token_hash))
        .filter(sessions::ended_at.is_null());
    tx.execute(diesel::update(open).set(sessions::ended_at.eq(Some(now))))?;
    Ok(())
}

/// Gives a session a new token and another acting site; when it began stays as it was.
pub fn move_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    new_hash: &[u8],
    site: &str,
) -> Result<(), StoreError> {
    let now = tx.now();
    let open = sessions::table
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::ended_at.is_null());
    tx.change_one(diesel::update(open).set((
        sessions::token_hash.eq(new_hash),
        sessions::acting_site.eq(site),
        sessions::seen_at.eq(now),
    )))
}

/// The sessions of a person that have not ended, newest first.
pub fn open_sessions(read: &mut Read<'_>, staff_id: i64) -> Result<Vec<OwnSession>, StoreError> {
    let rows: Vec<(Vec<u8>, NaiveDateTime, NaiveDateTime, String)> = read.list(
        sessions::table
            .filter(sessions::staff_id.eq(staff_id))
            .filter(sessions::factor.eq(Factor::Full.as_str()))
            .filter(sessions::ended_at.is_null())
            .order(sessions::seen_at.desc())
            .select((
                sessions::token_hash,
                sessions::created_at,
                sessions::seen_at,
                sessions::acting_site,
            )),
    )?;
    Ok(rows
        .into_iter()
        .map(|(token_hash, created_at, seen_at, site)| OwnSession {
            token_hash,
            created_at,
            seen_at,
            site,
        })
        .collect())
}
