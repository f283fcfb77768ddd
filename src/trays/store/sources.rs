//! How far each mailbox and folder was read, and whether it can be reached.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::schema::tray_sources as s;
use crate::db::{Read, StoreError, Tx};

/// How far a source was read. Instants are UTC.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = s)]
pub struct Reading {
    /// The address of the mailbox, or the name of the folder.
    pub source: String,
    /// The site it belongs to.
    pub site: String,
    /// The numbering of the mailbox; another one means that every number is new.
    pub uid_validity: Option<i64>,
    /// The number of the last message that is in the tray.
    pub last_uid: i64,
    /// How many messages the mailbox held at the last look.
    pub held: Option<i64>,
    /// When it was last read to the end.
    pub read_at: Option<NaiveDateTime>,
    /// Since when it cannot be read.
    pub failing_since: Option<NaiveDateTime>,
    /// How often in a row.
    pub failures: i64,
    /// When it is looked at again.
    pub next_at: NaiveDateTime,
    /// What was said.
    pub said: Option<String>,
    /// The message that could not be fetched.
    pub stuck_uid: Option<i64>,
    /// How often that was tried.
    pub stuck_times: i64,
}

impl Reading {
    /// A source nobody has read yet.
    pub fn new(source: &str, site: &str, now: NaiveDateTime) -> Self {
        Self {
            source: source.to_owned(),
            site: site.to_owned(),
            uid_validity: None,
            last_uid: 0,
            held: None,
            read_at: None,
            failing_since: None,
            failures: 0,
            next_at: now,
            said: None,
            stuck_uid: None,
            stuck_times: 0,
        }
    }
}

/// How far a source was read; none where it never was.
///
/// # Errors
/// When the database cannot be read.
pub fn get_reading(read: &mut Read<'_>, source: &str) -> Result<Option<Reading>, StoreError> {
    read.find(
        s::table
            .filter(s::source.eq(source))
            .select(Reading::as_select()),
    )
}

/// Every source that was ever read.
///
/// # Errors
/// When the database cannot be read.
pub fn list_readings(read: &mut Read<'_>) -> Result<Vec<Reading>, StoreError> {
    read.list(s::table.order(s::source).select(Reading::as_select()))
}

/// Since when the source that has failed longest cannot be read, among these.
///
/// # Errors
/// When the database cannot be read.
pub fn oldest_failing(
    read: &mut Read<'_>,
    sources: &[String],
) -> Result<Option<NaiveDateTime>, StoreError> {
    let since: Option<Option<NaiveDateTime>> = read.find(
        s::table
            .filter(s::source.eq_any(sources))
            .filter(s::failing_since.is_not_null())
            .order(s::failing_since)
            .select(s::failing_since),
    )?;
    Ok(since.flatten())
}

/// Keeps how far a source was read.
///
/// # Errors
/// When it cannot be stored.
pub fn keep_reading(tx: &mut Tx<'_>, reading: &Reading) -> Result<(), StoreError> {
    let of_it = (
        s::site.eq(&reading.site),
        s::uid_validity.eq(reading.uid_validity),
        s::last_uid.eq(reading.last_uid),
        s::held.eq(reading.held),
        s::read_at.eq(reading.read_at),
        s::failing_since.eq(reading.failing_since),
        s::failures.eq(reading.failures),
        s::next_at.eq(reading.next_at),
        s::said.eq(reading.said.as_deref()),
        s::stuck_uid.eq(reading.stuck_uid),
        s::stuck_times.eq(reading.stuck_times),
    );
    let changed =
        tx.execute(diesel::update(s::table.filter(s::source.eq(&reading.source))).set(of_it))?;
    if changed == 0 {
        tx.execute(diesel::insert_into(s::table).values((s::source.eq(&reading.source), of_it)))?;
    }
    Ok(())
}
