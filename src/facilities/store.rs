//! The tables of facts and holidays, and the state that moves with them.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::calendar::Holiday;
use crate::db::schema::{facility_facts, facts_state, holidays};
use crate::db::{AnyConnection, Read, StoreError, Tx};
use crate::facilities::model::{
    Evidence, Fact, FactKey, FactKind, FactValue, FactsState, Following, SeedId, SiteCode,
    StoredFact, StoredHoliday, WrittenBy,
};

#[derive(Queryable, Selectable, Insertable, Clone)]
#[diesel(table_name = facility_facts)]
struct FactRow {
    organization: String,
    kind: String,
    code: String,
    site: Option<String>,
    value: String,
    source: String,
    evidence: String,
    note: Option<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    written_at: NaiveDateTime,
    withdrawn_at: Option<NaiveDateTime>,
    as_loaded: Option<String>,
}

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored fact is unreadable: {what}"))
}

/// A digest of texts; each is preceded by its length, so that no two lists give the same.
fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    BASE64_URL_SAFE_NO_PAD.encode(hash.finalize())
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

impl FactRow {
    fn of(
        organization: &str,
        fact: &Fact,
        by: WrittenBy,
        now: NaiveDateTime,
    ) -> Result<Self, StoreError> {
        let sources: Vec<String> = fact.source.iter().map(ToString::to_string).collect();
        let mut row = Self {
            organization: organization.to_owned(),
            kind: fact.kind().as_str().to_owned(),
            code: fact.key.to_string(),
            site: fact.site.as_ref().map(ToString::to_string),
            value: fact.value.to_json().map_err(unreadable)?.to_string(),
            source: sources.join(" "),
            evidence: fact.evidence.as_str().to_owned(),
            note: fact.note.clone(),
            valid_from: fact.valid_from,
            valid_to: fact.valid_to,
            written_at: now,
            withdrawn_at: None,
            as_loaded: None,
        };
        row.as_loaded = (by == WrittenBy::Program).then(|| row.digest());
        Ok(row)
    }

    /// The digest of everything a change in the house could touch.
    fn digest(&self) -> String {
        let withdrawn = self.withdrawn_at.is_some().to_string();
        digest(&[
            &self.organization,
            &self.kind,
            &self.code,
            &text(self.site.as_ref()),
            &self.value,
            &self.source,
            &self.evidence,
            &text(self.note.as_ref()),
            &self.valid_from.to_string(),
            &text(self.valid_to),
            &withdrawn,
        ])
    }

    fn fact(self, id: i64) -> Result<StoredFact, StoreError> {
        let here = |what: String| unreadable([&id.to_string(), ": ", &what].concat());
        let untouched = self.as_loaded.as_deref() == Some(self.digest().as_str());
        let kind = FactKind::parse(&self.kind).map_err(|e| here(e.to_string()))?;
        let value = serde_json::from_str(&self.value)
            .and_then(|value| FactValue::from_json(kind, value))
            .map_err(|e| here(e.to_string()))?;
        let source = self
            .source
            .split_whitespace()
            .map(SeedId::parse)
            .collect::<Result<_, _>>()
            .map_err(|e| here(e.to_string()))?;
        let site = self.site.as_deref().map(SiteCode::parse).transpose();
        Ok(StoredFact {
            id,
            organization: self.organization,
            fact: Fact {
                key: FactKey::parse(&self.code).map_err(|e| here(e.to_string()))?,
                site: site.map_err(|e| here(e.to_string()))?,
                source,
                evidence: Evidence::parse(&self.evidence).map_err(|e| here(e.to_string()))?,
                note: self.note,
                valid_from: self.valid_from,
                valid_to: self.valid_to,
                value,
            },
            untouched,
            withdrawn: self.withdrawn_at.is_some(),
        })
    }
}

/// Every row of every organization, withdrawn ones included, oldest first.
///
/// # Errors
/// When a row cannot be read; the error names it.
pub fn list_facts(read: &mut Read<'_>) -> Result<Vec<StoredFact>, StoreError> {
    let rows: Vec<(i64, FactRow)> = read.list(
        facility_facts::table
            .order(facility_facts::id)
            .select((facility_facts::id, FactRow::as_select())),
    )?;
    rows.into_iter().map(|(id, row)| row.fact(id)).collect()
}

/// Stores new rows.
///
/// # Errors
/// When they cannot be stored.
pub fn insert_facts(
    tx: &mut Tx<'_>,
    organization: &str,
    facts: &[Fact],
    by: WrittenBy,
) -> Result<(), StoreError> {
    let now = tx.now();
    let rows = facts
        .iter()
        .map(|fact| FactRow::of(organization, fact, by, now))
        .collect::<Result<Vec<_>, _>>()?;
    tx.run_raw(|conn| match conn {
        #[cfg(feature = "postgres")]
        AnyConnection::Postgres(conn) => diesel::insert_into(facility_facts::table)
            .values(&rows)
            .execute(conn),
        // Around many rows a transaction of its own would be opened here.
        AnyConnection::Sqlite(conn) => rows.iter().try_fold(0, |stored, row| {
            let insert = diesel::insert_into(facility_facts::table).values(row);
            insert.execute(conn).map(|one| stored + one)
        }),
    })?;
    Ok(())
}

/// Lets a row end on another day.
///
/// # Errors
/// `NotFound`; when it cannot be stored.
pub fn end_fact(
    tx: &mut Tx<'_>,
    id: i64,
    last_day: Option<NaiveDate>,
    by: WrittenBy,
) -> Result<(), StoreError> {
    change_fact(tx, id, by, |row| row.valid_to = last_day)
}

/// Takes back a row that is not to hold on any day.
///
/// # Errors
/// `NotFound`; when it cannot be stored.
pub fn withdraw_fact(tx: &mut Tx<'_>, id: i64, by: WrittenBy) -> Result<(), StoreError> {
    let now = tx.now();
    change_fact(tx, id, by, |row| row.withdrawn_at = Some(now))
}

fn change_fact(
    tx: &mut Tx<'_>,
    id: i64,
    by: WrittenBy,
    change: impl FnOnce(&mut FactRow),
) -> Result<(), StoreError> {
    let this = facility_facts::table.filter(facility_facts::id.eq(id));
    let mut row: FactRow = tx.get(this.select(FactRow::as_select()))?;
    change(&mut row);
    let as_loaded = (by == WrittenBy::Program).then(|| row.digest());
    tx.change_one(diesel::update(this).set((
        facility_facts::valid_to.eq(row.valid_to),
        facility_facts::withdrawn_at.eq(row.withdrawn_at),
        facility_facts::as_loaded.eq(as_loaded),
    )))
}

#[derive(Queryable, Selectable, Insertable, Clone)]
#[diesel(table_name = holidays)]
struct HolidayRow {
    organization: String,
    held_on: NaiveDate,
    name: String,
    office_closed: bool,
    legal_holiday: bool,
    written_at: NaiveDateTime,
    withdrawn_at: Option<NaiveDateTime>,
    as_loaded: Option<String>,
}

impl HolidayRow {
    fn of(organization: &str, holiday: &Holiday, by: WrittenBy, now: NaiveDateTime) -> Self {
        let mut row = Self {
            organization: organization.to_owned(),
            held_on: holiday.on,
            name: holiday.name.clone(),
            office_closed: holiday.office_closed,
            legal_holiday: holiday.legal_holiday,
            written_at: now,
            withdrawn_at: None,
            as_loaded: None,
        };
        row.as_loaded = (by == WrittenBy::Program).then(|| row.digest());
        row
    }

    fn digest(&self) -> String {
        let flags = [
            self.office_closed,
            self.legal_holiday,
            self.withdrawn_at.is_some(),
        ];
        digest(&[
            &self.organization,
            &self.held_on.to_string(),
            &self.name,
            &format!("{flags:?}"),
        ])
    }

    fn holiday(self, id: i64) -> StoredHoliday {
        let untouched = self.as_loaded.as_deref() == Some(self.digest().as_str());
        StoredHoliday {
            id,
            organization: self.organization,
            holiday: Holiday {
                on: self.held_on,
                name: self.name,
                office_closed: self.office_closed,
                legal_holiday: self.legal_holiday,
            },
            untouched,
            withdrawn: self.withdrawn_at.is_some(),
        }
    }
}

/// Every holiday of every organization, withdrawn rows included.
///
/// # Errors
/// When the database cannot be read.
pub fn list_holidays(read: &mut Read<'_>) -> Result<Vec<StoredHoliday>, StoreError> {
    let rows: Vec<(i64, HolidayRow)> = read.list(
        holidays::table
            .order((holidays::held_on, holidays::id))
            .select((holidays::id, HolidayRow::as_select())),
    )?;
    Ok(rows.into_iter().map(|(id, row)| row.holiday(id)).collect())
}

/// Stores holidays.
///
/// # Errors
/// When they cannot be stored.
pub fn insert_holidays(
    tx: &mut Tx<'_>,
    organization: &str,
    rows: &[Holiday],
    by: WrittenBy,
) -> Result<(), StoreError> {
    let now = tx.now();
    let rows: Vec<HolidayRow> = rows
        .iter()
        .map(|holiday| HolidayRow::of(organization, holiday, by, now))
        .collect();
    tx.run_raw(|conn| match conn {
        #[cfg(feature = "postgres")]
        AnyConnection::Postgres(conn) => diesel::insert_into(holidays::table)
            .values(&rows)
            .execute(conn),
        // Around many rows a transaction of its own would be opened here.
        AnyConnection::Sqlite(conn) => rows.iter().try_fold(0, |stored, row| {
            let insert = diesel::insert_into(holidays::table).values(row);
            insert.execute(conn).map(|one| stored + one)
        }),
    })?;
    Ok(())
}

/// Takes back a holiday.
///
/// # Errors
/// `NotFound`; when it cannot be stored.
pub fn withdraw_holiday(tx: &mut Tx<'_>, id: i64, by: WrittenBy) -> Result<(), StoreError> {
    let now = tx.now();
    let this = holidays::table.filter(holidays::id.eq(id));
    let mut row: HolidayRow = tx.get(this.select(HolidayRow::as_select()))?;
    row.withdrawn_at = Some(now);
    tx.change_one(diesel::update(this).set((
        holidays::withdrawn_at.eq(row.withdrawn_at),
        holidays::as_loaded.eq((by == WrittenBy::Program).then(|| row.digest())),
    )))
}

type StateRow = (i64, i64, i64, i64, i64, i64, i64);

/// How far the desk has followed its facts.
///
/// # Errors
/// When the database cannot be read.
pub fn get_state(read: &mut Read<'_>) -> Result<FactsState, StoreError> {
    let (version, indexed, following, after, seen, of, moved): StateRow =
        read.get(facts_state::table.select((
            facts_state::version,
            facts_state::indexed,
            facts_state::following,
            facts_state::followed_after,
            facts_state::followed,
            facts_state::followed_of,
            facts_state::followed_moved,
        )))?;
    let following = Following {
        version: following,
        after,
        seen,
        of,
        moved,
    };
    Ok(FactsState {
        version,
        indexed,
        following,
    })
}

/// Keeps every other machine from changing facts until this transaction ends.
///
/// # Errors
/// When the database cannot be written.
pub fn hold_state(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    tx.change_one(
        diesel::update(facts_state::table).set(facts_state::version.eq(facts_state::version)),
    )
}

/// Notes how far the stored dates have followed.
///
/// # Errors
/// When it cannot be stored.
pub fn note_following(tx: &mut Tx<'_>, so_far: Following) -> Result<(), StoreError> {
    tx.change_one(diesel::update(facts_state::table).set((
        facts_state::following.eq(so_far.version),
        facts_state::followed_after.eq(so_far.after),
        facts_state::followed.eq(so_far.seen),
        facts_state::followed_of.eq(so_far.of),
        facts_state::followed_moved.eq(so_far.moved),
    )))
}

/// Notes the version under which the stored dates of open requests were computed.
///
/// # Errors
/// When it cannot be stored.
pub fn note_indexed(tx: &mut Tx<'_>, version: i64) -> Result<(), StoreError> {
    tx.change_one(diesel::update(facts_state::table).set(facts_state::indexed.eq(version)))
}
