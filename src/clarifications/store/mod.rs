//! Clarifications, their items, contact attempts and reminders in the database.

mod reminders;

pub use reminders::{
    insert_reminder, insert_reminder_made, list_all_reminded, list_reminded, list_waiting,
    list_waiting_at,
};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::clarifications::model::{
    AnswerBy, Clarification, Contact, Gap, ItemAnswer, SentItem, Weight,
};
use crate::db::schema::{
    clarification_contacts, clarification_items, clarification_papers, clarifications, papers,
    staff,
};
use crate::db::{Read, StoreError, Tx};
use crate::notices::model::NoticeWay;
use crate::requests::model::{ContactWay, RequestId};
use crate::words::LetterLanguage;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored clarification is unreadable: {what}"))
}

/// Stores a clarification with the items its letter asks for; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_clarification(
    tx: &mut Tx<'_>,
    new: &Clarification,
    gaps: &[Gap],
    by: i64,
) -> Result<i64, StoreError> {
    let now = tx.now();
    let id: i64 = tx.returning(
        diesel::insert_into(clarifications::table)
            .values((
                clarifications::public_id.eq(&new.public_id),
                clarifications::request_id.eq(new.request_id.0),
                clarifications::notice_id.eq(new.notice_id),
                clarifications::number.eq(new.number),
                clarifications::way.eq(new.way.as_str()),
                clarifications::language.eq(new.language.as_str()),
                clarifications::answer_by.eq(new.answer_by),
                clarifications::sent_on.eq(new.sent_on),
                clarifications::sent_at.eq(now),
                clarifications::sent_by.eq(by),
                clarifications::reason.eq(new.reason.as_deref()),
            ))
            .returning(clarifications::id),
    )?;
    for gap in gaps {
        tx.execute(diesel::insert_into(clarification_items::table).values((
            clarification_items::clarification_id.eq(id),
            clarification_items::source_check.eq(&gap.source_check),
            clarification_items::asked.eq(gap.ask.in_language(new.language)),
            clarification_items::answer_by.eq(gap.answer_by.as_str()),
            clarification_items::weight.eq(gap.weight.as_str()),
            clarification_items::answer.eq(ItemAnswer::StillOpen.as_str()),
        )))?;
    }
    Ok(id)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = clarifications)]
struct Row {
    id: i64,
    public_id: String,
    request_id: i64,
    notice_id: i64,
    number: i64,
    way: String,
    language: String,
    answer_by: NaiveDate,
    sent_on: NaiveDate,
    reason: Option<String>,
    settled_at: Option<NaiveDateTime>,
}

fn clarification(row: Row) -> Result<Clarification, StoreError> {
    Ok(Clarification {
        id: row.id,
        public_id: row.public_id,
        request_id: RequestId(row.request_id),
        notice_id: row.notice_id,
        number: row.number,
        way: NoticeWay::parse(&row.way).map_err(unreadable)?,
        language: LetterLanguage::parse(&row.language).map_err(unreadable)?,
        answer_by: row.answer_by,
        sent_on: row.sent_on,
        reason: row.reason,
        settled_at: row.settled_at,
    })
}

/// The clarifications of a request, oldest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_clarifications(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<Clarification>, StoreError> {
    let rows: Vec<Row> = read.list(
        clarifications::table
            .filter(clarifications::request_id.eq(request.0))
            .order(clarifications::id)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(clarification).collect()
}

/// The clarification of an outer id, of this request only.
///
/// # Errors
/// `NotFound`.
pub fn get_clarification(
    read: &mut Read<'_>,
    request: RequestId,
    public_id: &str,
) -> Result<Clarification, StoreError> {
    let row: Row = read.get(
        clarifications::table
            .filter(clarifications::request_id.eq(request.0))
            .filter(clarifications::public_id.eq(public_id))
            .select(Row::as_select()),
    )?;
    clarification(row)
}

/// The clarification of an inner id.
///
/// # Errors
/// `NotFound`.
pub fn get_by_id(read: &mut Read<'_>, id: i64) -> Result<Clarification, StoreError> {
    let row: Row = read.get(
        clarifications::table
            .filter(clarifications::id.eq(id))
            .select(Row::as_select()),
    )?;
    clarification(row)
}

/// The checks that were asked for in any letter of a request so far (B9).
///
/// # Errors
/// When the database cannot be read.
pub fn list_asked_checks(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Vec<String>, StoreError> {
    read.list(
        clarification_items::table
            .inner_join(clarifications::table)
            .filter(clarifications::request_id.eq(request.0))
            .order(clarification_items::id)
            .select(clarification_items::source_check),
    )
}

type ItemTuple = (
    i64,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
);

/// The items of a clarification in the order of its letter.
///
/// # Errors
/// When the database cannot be read.
pub fn list_items(read: &mut Read<'_>, clarification: i64) -> Result<Vec<SentItem>, StoreError> {
    let rows: Vec<ItemTuple> = read.list(
        clarification_items::table
            .filter(clarification_items::clarification_id.eq(clarification))
            .order(clarification_items::id)
            .select((
                clarification_items::id,
                clarification_items::source_check,
                clarification_items::asked,
                clarification_items::answer_by,
                clarification_items::weight,
                clarification_items::answer,
                clarification_items::answered_way,
                clarification_items::note,
            )),
    )?;
    rows.into_iter().map(sent_item).collect()
}

fn sent_item(row: ItemTuple) -> Result<SentItem, StoreError> {
    let (id, source_check, asked, answer_by, weight, answer, way, note) = row;
    Ok(SentItem {
        id,
        source_check,
        asked,
        answer_by: AnswerBy::parse(&answer_by).map_err(unreadable)?,
        weight: Weight::parse(&weight).map_err(unreadable)?,
        answer: ItemAnswer::parse(&answer).map_err(unreadable)?,
        answered_way: way
            .as_deref()
            .map(ContactWay::parse)
            .transpose()
            .map_err(unreadable)?,
        note,
    })
}

/// Writes down how an item was answered.
///
/// # Errors
/// `Stale` when it is no item of this clarification.
pub fn answer_item(
    tx: &mut Tx<'_>,
    clarification: i64,
    item: i64,
    answer: ItemAnswer,
    way: ContactWay,
    note: Option<&str>,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            clarification_items::table
                .filter(clarification_items::id.eq(item))
                .filter(clarification_items::clarification_id.eq(clarification)),
        )
        .set((
            clarification_items::answer.eq(answer.as_str()),
            clarification_items::answered_at.eq(now),
            clarification_items::answered_by.eq(by),
            clarification_items::answered_way.eq(way.as_str()),
            clarification_items::note.eq(note),
        )),
    )
}

/// Ties a paper to an item it answers.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_item_paper(tx: &mut Tx<'_>, item: i64, paper: i64) -> Result<(), StoreError> {
    tx.execute(diesel::insert_into(clarification_papers::table).values((
        clarification_papers::item_id.eq(item),
        clarification_papers::paper_id.eq(paper),
    )))?;
    Ok(())
}

/// The papers that answered items of a clarification: item, outer id and name of the paper.
///
/// # Errors
/// When the database cannot be read.
pub fn list_item_papers(
    read: &mut Read<'_>,
    clarification: i64,
) -> Result<Vec<(i64, String, String)>, StoreError> {
    read.list(
        clarification_papers::table
            .inner_join(clarification_items::table)
            .inner_join(papers::table)
            .filter(clarification_items::clarification_id.eq(clarification))
            .order((
                clarification_papers::item_id,
                clarification_papers::paper_id,
            ))
            .select((
                clarification_papers::item_id,
                papers::public_id,
                papers::display_name,
            )),
    )
}

/// Marks a clarification as needing no further answer.
///
/// # Errors
/// `Stale` when it was settled meanwhile.
pub fn settle(tx: &mut Tx<'_>, clarification: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            clarifications::table
                .filter(clarifications::id.eq(clarification))
                .filter(clarifications::settled_at.is_null()),
        )
        .set(clarifications::settled_at.eq(now)),
    )
}

/// Adds an attempt to reach the requester; answers its inner id.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_contact(
    tx: &mut Tx<'_>,
    clarification: i64,
    by: i64,
    way: ContactWay,
    reached: bool,
    said: &str,
) -> Result<i64, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(clarification_contacts::table)
            .values((
                clarification_contacts::clarification_id.eq(clarification),
                clarification_contacts::at.eq(now),
                clarification_contacts::staff_id.eq(by),
                clarification_contacts::way.eq(way.as_str()),
                clarification_contacts::reached.eq(reached),
                clarification_contacts::said.eq(said),
            ))
            .returning(clarification_contacts::id),
    )
}

/// The attempts to reach the requester, newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_contacts(read: &mut Read<'_>, clarification: i64) -> Result<Vec<Contact>, StoreError> {
    let rows: Vec<(NaiveDateTime, String, String, bool, String)> = read.list(
        clarification_contacts::table
            .inner_join(staff::table)
            .filter(clarification_contacts::clarification_id.eq(clarification))
            .order(clarification_contacts::id.desc())
            .select((
                clarification_contacts::at,
                staff::name,
                clarification_contacts::way,
                clarification_contacts::reached,
                clarification_contacts::said,
            )),
    )?;
    rows.into_iter()
        .map(|(at, by, way, reached, said)| {
            Ok(Contact {
                at,
                by,
                way: ContactWay::parse(&way).map_err(unreadable)?,
                reached,
                said,
            })
        })
        .collect()
}

/// The newest instant at which an item of a request was answered (UTC).
///
/// # Errors
/// When the database cannot be read.
pub fn find_last_answer(
    read: &mut Read<'_>,
    request: RequestId,
) -> Result<Option<NaiveDateTime>, StoreError> {
    let newest: Option<Option<NaiveDateTime>> = read.find(
        clarification_items::table
            .inner_join(clarifications::table)
            .filter(clarifications::request_id.eq(request.0))
            .filter(clarification_items::answered_at.is_not_null())
            .order(clarification_items::answered_at.desc())
            .select(clarification_items::answered_at),
    )?;
    Ok(newest.flatten())
}
