//! Checks in the database: one row each, never changed.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::authorizations::model::{
    Answers, Ending, Flag, PaperAnswers, ProtectedAnswers, StoredCheck, Verdict,
};
use crate::db::schema::{authorization_checks, authorization_endings, staff};
use crate::db::{Read, StoreError, Tx};
use crate::requests::model::{AuthorizationEnd, ContactWay, RequestId};

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored check is unreadable: {what}"))
}

/// Stores a check.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_check(
    tx: &mut Tx<'_>,
    request: RequestId,
    as_of: NaiveDate,
    paper: &PaperAnswers,
    result: Verdict,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(
        diesel::insert_into(authorization_checks::table).values((
            authorization_checks::request_id.eq(request.0),
            authorization_checks::as_of.eq(as_of),
            authorization_checks::answers
                .eq(serde_json::to_string(&paper.answers).map_err(unreadable)?),
            authorization_checks::flags
                .eq(serde_json::to_string(&paper.flags).map_err(unreadable)?),
            authorization_checks::protected
                .eq(serde_json::to_string(&paper.protected).map_err(unreadable)?),
            authorization_checks::signed_on.eq(paper.signed_on),
            authorization_checks::expires_on.eq(paper.expires_on),
            authorization_checks::expires_event.eq(paper.expires_event.as_deref()),
            authorization_checks::result.eq(result.as_str()),
            authorization_checks::checked_at.eq(now),
            authorization_checks::checked_by.eq(by),
        )),
    )?;
    Ok(())
}

type CheckTuple = (
    (NaiveDate, String, String, String),
    (Option<NaiveDate>, Option<NaiveDate>, Option<String>),
    (String, NaiveDateTime, String),
);

/// The newest check of a request.
///
/// # Errors
/// When the database cannot be read.
pub fn find_last_check(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Option<StoredCheck>, StoreError> {
    let row: Option<CheckTuple> = read.find(
        authorization_checks::table
            .inner_join(staff::table)
            .filter(authorization_checks::request_id.eq(request.0))
            .order(authorization_checks::id.desc())
            .select((
                (
                    authorization_checks::as_of,
                    authorization_checks::answers,
                    authorization_checks::flags,
                    authorization_checks::protected,
                ),
                (
                    authorization_checks::signed_on,
                    authorization_checks::expires_on,
                    authorization_checks::expires_event,
                ),
                (
                    authorization_checks::result,
                    authorization_checks::checked_at,
                    staff::name,
                ),
            )),
    )?;
    row.map(stored_check).transpose()
}

fn stored_check(row: CheckTuple) -> Result<StoredCheck, StoreError> {
    let (
        (as_of, answers, flags, protected),
        (signed_on, expires_on, expires_event),
        (result, checked_at, checked_by),
    ) = row;
    let answers: Answers = serde_json::from_str(&answers).map_err(unreadable)?;
    let flags: Vec<Flag> = serde_json::from_str(&flags).map_err(unreadable)?;
    let protected: ProtectedAnswers = serde_json::from_str(&protected).map_err(unreadable)?;
    Ok(StoredCheck {
        as_of,
        paper: PaperAnswers {
            answers,
            flags,
            protected,
            signed_on,
            expires_on,
            expires_event,
        },
        result: Verdict::parse(&result).map_err(unreadable)?,
        checked_at,
        checked_by,
    })
}

/// The day a request's paper was first checked, so that a second letter knows what was visible then (B9).
///
/// # Errors
/// When the database cannot be read.
pub fn find_first_checked_on(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Option<NaiveDate>, StoreError> {
    read.find(
        authorization_checks::table
            .filter(authorization_checks::request_id.eq(request.0))
            .order(authorization_checks::id)
            .select(authorization_checks::as_of),
    )
}

/// Stores that an authorization ended.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_ending(
    tx: &mut Tx<'_>,
    request: RequestId,
    ending: &Ending,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.execute(diesel::insert_into(authorization_endings::table).values((
        authorization_endings::request_id.eq(request.0),
        authorization_endings::how.eq(ending.how.as_str()),
        authorization_endings::ended_on.eq(ending.on),
        authorization_endings::way.eq(ending.way.as_str()),
        authorization_endings::said_by.eq(&ending.said_by),
        authorization_endings::recorded_at.eq(now),
        authorization_endings::recorded_by.eq(by),
    )))?;
    Ok(())
}

/// What ended, in the order it was told.
///
/// # Errors
/// When the database cannot be read.
pub fn list_endings(read: &mut Read<'_>, request: RequestId) -> Result<Vec<Ending>, StoreError> {
    let rows: Vec<(String, NaiveDate, String, String)> = read.list(
        authorization_endings::table
            .filter(authorization_endings::request_id.eq(request.0))
            .order(authorization_endings::id)
            .select((
                authorization_endings::how,
                authorization_endings::ended_on,
                authorization_endings::way,
                authorization_endings::said_by,
            )),
    )?;
    rows.into_iter()
        .map(|(how, on, way, said_by)| {
            Ok(Ending {
                how: AuthorizationEnd::parse(&how).map_err(unreadable)?,
                on,
                way: ContactWay::parse(&way).map_err(unreadable)?,
                said_by,
            })
        })
        .collect()
}
