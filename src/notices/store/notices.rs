//! What was written to whom, as it went out.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::schema::notices;
use crate::db::{Read, StoreError, Tx};
use crate::notices::model::{FullLetter, NoticeKind, NoticeWay, SentNotice, Words};
use crate::requests::model::RequestId;
use crate::words::LetterLanguage;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored notice is unreadable: {what}"))
}

/// Stores a notice; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_notice(
    tx: &mut Tx<'_>,
    notice: &SentNotice,
    by: Option<i64>,
) -> Result<i64, StoreError> {
    let now = tx.now();
    let (subject, body) = match &notice.words {
        Words::Email { subject, body } => (subject.clone(), body.clone()),
        Words::Letter(letter) => (
            letter.subject.clone(),
            serde_json::to_string(letter).map_err(unreadable)?,
        ),
    };
    tx.returning(
        diesel::insert_into(notices::table)
            .values((
                notices::public_id.eq(&notice.public_id),
                notices::request_id.eq(notice.request_id.0),
                notices::kind.eq(notice.kind.as_str()),
                notices::way.eq(notice.words.way().as_str()),
                notices::language.eq(notice.language.as_str()),
                notices::subject.eq(subject),
                notices::body.eq(body),
                notices::written_on.eq(notice.written_on),
                notices::created_at.eq(now),
                notices::created_by.eq(by),
            ))
            .returning(notices::id),
    )
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = notices)]
struct Row {
    id: i64,
    public_id: String,
    request_id: i64,
    kind: String,
    way: String,
    language: String,
    subject: String,
    body: String,
    written_on: NaiveDate,
}

fn sent_notice(row: Row) -> Result<SentNotice, StoreError> {
    let words = match NoticeWay::parse(&row.way).map_err(unreadable)? {
        NoticeWay::Email => Words::Email {
            subject: row.subject,
            body: row.body,
        },
        NoticeWay::Letter => {
            let letter: FullLetter = serde_json::from_str(&row.body).map_err(unreadable)?;
            Words::Letter(Box::new(letter))
        }
    };
    Ok(SentNotice {
        id: row.id,
        public_id: row.public_id,
        request_id: RequestId(row.request_id),
        kind: NoticeKind::parse(&row.kind).map_err(unreadable)?,
        language: LetterLanguage::parse(&row.language).map_err(unreadable)?,
        words,
        written_on: row.written_on,
    })
}

/// The notice of an outer id, of this request only.
///
/// # Errors
/// `NotFound`.
pub fn find_notice(
    read: &mut Read<'_>,
    request: RequestId,
    public_id: &str,
) -> Result<SentNotice, StoreError> {
    let row: Row = read.get(
        notices::table
            .filter(notices::request_id.eq(request.0))
            .filter(notices::public_id.eq(public_id))
            .select(Row::as_select()),
    )?;
    sent_notice(row)
}

/// The notice of an inner id.
///
/// # Errors
/// `NotFound`.
pub fn get_notice(read: &mut Read<'_>, id: i64) -> Result<SentNotice, StoreError> {
    let row: Row = read.get(
        notices::table
            .filter(notices::id.eq(id))
            .select(Row::as_select()),
    )?;
    sent_notice(row)
}

/// What went out about a request: outer id, kind, way, when (UTC), oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_notices(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<(String, NoticeKind, NoticeWay, NaiveDateTime)>, StoreError> {
    let rows: Vec<(String, String, String, NaiveDateTime)> = read.list(
        notices::table
            .filter(notices::request_id.eq(request.0))
            .order(notices::id)
            .select((
                notices::public_id,
                notices::kind,
                notices::way,
                notices::created_at,
            )),
    )?;
    rows.into_iter()
        .map(|(id, kind, way, at)| {
            Ok((
                id,
                NoticeKind::parse(&kind).map_err(unreadable)?,
                NoticeWay::parse(&way).map_err(unreadable)?,
                at,
            ))
        })
        .collect()
}
