//! Rows of kept forms and answered keys.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use super::{Claim, Draft};
use crate::db::schema::drafts;
use crate::db::{Read, StoreError, Tx};
use crate::each_backend;
use crate::error::CommandError;
use crate::files::{KeyPurpose, Keys};
use crate::form_state::FormState;

/// How long what was typed is kept (T33).
const TYPED: TimeDelta = TimeDelta::hours(24);
/// How long the answer of a carried-out form is kept (T13).
const ANSWERED: TimeDelta = TimeDelta::hours(48);

/// Takes a form's key in this transaction. Answers the saved answer when the same form was carried out before.
///
/// # Errors
/// `KeyReused` when the key came with other contents or from somebody else.
pub fn claim(tx: &mut Tx<'_>, claim: &Claim) -> Result<Option<String>, CommandError> {
    if insert_key(tx, claim)? {
        return Ok(None);
    }
    let row: (i64, String, String, Option<Vec<u8>>, Option<String>) =
        tx.get(drafts::table.filter(drafts::key.eq(&claim.key)).select((
            drafts::staff_id,
            drafts::form,
            drafts::state,
            drafts::body_hash,
            drafts::answer,
        )))?;
    let (staff_id, form, state, body_hash, answered) = row;
    if staff_id != claim.staff_id || form != claim.form {
        return Err(CommandError::KeyReused);
    }
    match (state.as_str(), answered) {
        ("answered", Some(answer)) if body_hash.as_deref() == Some(&claim.body_hash) => {
            Ok(Some(answer))
        }
        ("answered", _) => Err(CommandError::KeyReused),
        // A kept form that is now sent again.
        _ => Ok(None),
    }
}

fn insert_key(tx: &mut Tx<'_>, claim: &Claim) -> Result<bool, StoreError> {
    let now = tx.now();
    let row = (
        drafts::key.eq(claim.key.clone()),
        drafts::staff_id.eq(claim.staff_id),
        drafts::form.eq(claim.form),
        drafts::state.eq("kept"),
        drafts::created_at.eq(now),
        drafts::updated_at.eq(now),
    );
    let inserted = tx.run_raw(|conn| {
        each_backend!(conn, |c| diesel::insert_into(drafts::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    Ok(inserted == 1)
}

/// Saves where the person was sent; what was typed is forgotten.
///
/// # Errors
/// When it cannot be stored.
pub fn answer(tx: &mut Tx<'_>, claim: &Claim, go_to: &str) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(drafts::table.filter(drafts::key.eq(&claim.key))).set((
            drafts::state.eq("answered"),
            drafts::fields.eq(None::<Vec<u8>>),
            drafts::body_hash.eq(&claim.body_hash),
            drafts::answer.eq(go_to),
            drafts::updated_at.eq(now),
        )),
    )
}

fn context<'a>(key: &'a str, staff: &'a str) -> [&'a str; 3] {
    ["draft", key, staff]
}

/// Keeps what was typed, sealed for its owner.
///
/// # Errors
/// When it cannot be sealed or stored.
pub fn keep(tx: &mut Tx<'_>, keys: &Keys, draft: &Draft) -> Result<(), StoreError> {
    let failed =
        |e: &dyn std::fmt::Display| StoreError::Failed(format!("a draft could not be sealed: {e}"));
    let plain = serde_json::to_vec(&draft.pairs).map_err(|e| failed(&e))?;
    let staff = draft.staff_id.to_string();
    let sealed = keys
        .seal(KeyPurpose::Drafts, &context(&draft.key, &staff), &plain)
        .map_err(|e| failed(&e))?;
    let now = tx.now();
    let row = (
        drafts::key.eq(draft.key.clone()),
        drafts::staff_id.eq(draft.staff_id),
        drafts::form.eq(draft.form),
        drafts::state.eq("kept"),
        drafts::fields.eq(Some(sealed.clone())),
        drafts::created_at.eq(now),
        drafts::updated_at.eq(now),
    );
    let inserted = tx.run_raw(|conn| {
        each_backend!(conn, |c| diesel::insert_into(drafts::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    if inserted == 0 {
        tx.execute(
            diesel::update(
                drafts::table
                    .filter(drafts::key.eq(&draft.key))
                    .filter(drafts::staff_id.eq(draft.staff_id))
                    .filter(drafts::state.eq("kept")),
            )
            .set((drafts::fields.eq(Some(sealed)), drafts::updated_at.eq(now))),
        )?;
    }
    Ok(())
}

/// What its owner typed into a kept form.
///
/// # Errors
/// When the database cannot be read or the draft was sealed by another key file.
pub fn find(
    read: &mut Read<'_>,
    keys: &Keys,
    key: &str,
    staff_id: i64,
) -> Result<Option<FormState>, StoreError> {
    let sealed: Option<Option<Vec<u8>>> = read.find(
        drafts::table
            .filter(drafts::key.eq(key))
            .filter(drafts::staff_id.eq(staff_id))
            .filter(drafts::state.eq("kept"))
            .select(drafts::fields),
    )?;
    let Some(Some(sealed)) = sealed else {
        return Ok(None);
    };
    let failed =
        |e: &dyn std::fmt::Display| StoreError::Failed(format!("a draft cannot be opened: {e}"));
    let staff = staff_id.to_string();
    let plain = keys
        .open(KeyPurpose::Drafts, &context(key, &staff), &sealed)
        .map_err(|e| failed(&e))?;
    let pairs: Vec<(String, String)> = serde_json::from_slice(&plain).map_err(|e| failed(&e))?;
    Ok(Some(FormState::from_pairs(pairs)))
}

/// Whether the form of this key was carried out already: what comes under it again is the same form sent twice (T13).
///
/// # Errors
/// When the database cannot be read.
pub fn is_answered(read: &mut Read<'_>, key: &str, staff_id: i64) -> Result<bool, StoreError> {
    let found: Option<i64> = read.find(
        drafts::table
            .filter(drafts::key.eq(key))
            .filter(drafts::staff_id.eq(staff_id))
            .filter(drafts::state.eq("answered"))
            .select(drafts::staff_id),
    )?;
    Ok(found.is_some())
}

/// Removes what was typed after 24 hours (T33) and the answers of carried-out forms after 48 (T13); answers how many.
///
/// # Errors
/// When the database cannot be changed.
pub fn sweep(tx: &mut Tx<'_>, now: NaiveDateTime) -> Result<usize, StoreError> {
    let typed = drafts::state
        .eq("kept")
        .and(drafts::updated_at.lt(now - TYPED));
    let answered = drafts::updated_at.lt(now - ANSWERED);
    tx.execute(diesel::delete(drafts::table.filter(typed.or(answered))))
}
