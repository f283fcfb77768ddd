//! The emptyings of the boxes, and who can have a hand in one.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{items, unreadable};
use crate::db::schema::drop_box_emptyings as e;
use crate::db::{AnyConnection, Read, StoreError, Tx, one_of};
use crate::drop_box::model::{Emptying, EmptyingId, Ending, Person, Session, Version};
use crate::requests::store::list_who_may;
use crate::staff::model::Permission;
use crate::staff::store::names_of;

type Db = <AnyConnection as Connection>::Backend;

#[derive(Queryable, Selectable)]
#[diesel(table_name = e)]
struct Row {
    id: i64,
    public_id: String,
    site: String,
    box_key: String,
    previous_at: NaiveDateTime,
    emptied_at: NaiveDateTime,
    opened_by: i64,
    opened_at: NaiveDateTime,
    second_id: i64,
    envelopes: i64,
    counted_by: i64,
    confirmed_at: Option<NaiveDateTime>,
    ending: Option<String>,
    ended_at: Option<NaiveDateTime>,
    version: i64,
}

impl Row {
    fn emptying(self, names: &BTreeMap<i64, String>) -> Result<Emptying, StoreError> {
        let person = |id: i64| -> Result<Person, StoreError> {
            let name = names.get(&id).ok_or_else(|| unreadable("nobody's name"))?;
            Ok(Person {
                id,
                name: name.clone(),
            })
        };
        let ending = self.ending.as_deref().map(Ending::parse).transpose();
        Ok(Emptying {
            opened_by: person(self.opened_by)?,
            second: person(self.second_id)?,
            ended: ending.map_err(unreadable)?.zip(self.ended_at),
            id: EmptyingId(self.id),
            public_id: self.public_id,
            site: self.site,
            box_key: self.box_key,
            previous_at: self.previous_at,
            emptied_at: self.emptied_at,
            opened_at: self.opened_at,
            envelopes: self.envelopes,
            counted_by: self.counted_by,
            confirmed_at: self.confirmed_at,
            version: Version(self.version),
        })
    }
}

fn with_names(read: &mut Read<'_>, rows: Vec<Row>) -> Result<Vec<Emptying>, StoreError> {
    let ids = rows.iter().flat_map(|row| [row.opened_by, row.second_id]);
    let names = names_of(read, ids.collect())?;
    rows.into_iter().map(|row| row.emptying(&names)).collect()
}

/// The session of an outer id at one of these sites, with its items.
///
/// # Errors
/// `NotFound` for an unknown one and another site's alike.
pub fn get_session(
    read: &mut Read<'_>,
    public_id: &str,
    sites: &[String],
) -> Result<Session, StoreError> {
    let row: Row = read.get(
        e::table
            .filter(e::public_id.eq(public_id))
            .filter(one_of(e::site, sites))
            .select(Row::as_select()),
    )?;
    whole(read, row)
}

fn whole(read: &mut Read<'_>, row: Row) -> Result<Session, StoreError> {
    let found = with_names(read, vec![row])?.pop();
    let emptying = found.ok_or(StoreError::NotFound)?;
    let items = items::list_items(read, emptying.id)?;
    Ok(Session { emptying, items })
}

/// The open session of a box, if there is one.
///
/// # Errors
/// When the database cannot be read.
pub fn find_open(
    read: &mut Read<'_>,
    site: &str,
    box_key: &str,
) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> = read.find(
        e::table
            .filter(e::site.eq(site))
            .filter(e::box_key.eq(box_key))
            .filter(e::ended_at.is_null())
            .select(Row::as_select()),
    )?;
    row.map(|row| whole(read, row)).transpose()
}

/// How a box stands: its open session, and when it was last emptied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxStanding {
    /// The key of the box.
    pub box_key: String,
    /// The session that is open.
    pub open: Option<Session>,
    /// When it was last emptied, the open session included (UTC); none while nobody has said so.
    pub last_emptied_at: Option<NaiveDateTime>,
}

/// How a box of a site stands. A session that was opened by mistake says nothing about the box.
///
/// # Errors
/// When the database cannot be read.
pub fn standing_of(
    read: &mut Read<'_>,
    site: &str,
    box_key: &str,
) -> Result<BoxStanding, StoreError> {
    let emptied: Vec<NaiveDateTime> = read.list(
        e::table
            .filter(e::site.eq(site))
            .filter(e::box_key.eq(box_key))
            .filter(
                e::ending
                    .is_null()
                    .or(e::ending.ne(Ending::Mistake.as_str())),
            )
            .order(e::id.desc())
            .limit(1)
            .select(e::emptied_at),
    )?;
    Ok(BoxStanding {
        box_key: box_key.to_owned(),
        open: find_open(read, site, box_key)?,
        last_emptied_at: emptied.first().copied(),
    })
}

/// Sessions of a site, the newest first, at most `most`; those before one, if named.
///
/// # Errors
/// When the database cannot be read.
pub fn list_sessions(
    read: &mut Read<'_>,
    site: &str,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<Emptying>, StoreError> {
    let mut query = e::table.filter(e::site.eq(site)).into_boxed::<Db>();
    if let Some(before) = before {
        query = query.filter(e::id.lt(before));
    }
    let rows: Vec<Row> = read.list(
        query
            .order(e::id.desc())
            .limit(most)
            .select(Row::as_select()),
    )?;
    with_names(read, rows)
}

/// The sessions of emptyings between two instants, with their items; without those opened by mistake.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_day(
    read: &mut Read<'_>,
    site: &str,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Row> = read.list(
        e::table
            .filter(e::site.eq(site))
            .filter(e::emptied_at.ge(from))
            .filter(e::emptied_at.lt(until))
            .filter(
                e::ending
                    .is_null()
                    .or(e::ending.ne(Ending::Mistake.as_str())),
            )
            .order(e::id)
            .select(Row::as_select()),
    )?;
    rows.into_iter().map(|row| whole(read, row)).collect()
}

/// Who can have a hand in an emptying at a site: everybody who logs requests there, by name; outer id and person.
///
/// # Errors
/// When the database cannot be read.
pub fn list_hands(read: &mut Read<'_>, site: &str) -> Result<Vec<(String, Person)>, StoreError> {
    let colleagues = list_who_may(read, site, Permission::LogRequests)?;
    Ok(colleagues
        .into_iter()
        .map(|one| {
            let person = Person {
                id: one.id,
                name: one.name,
            };
            (one.public_id, person)
        })
        .collect())
}

/// A new emptying as it is stored.
#[derive(Debug, Clone)]
pub struct NewEmptying<'a> {
    /// Outer id.
    pub public_id: &'a str,
    /// The site.
    pub site: &'a str,
    /// The key of the box.
    pub box_key: &'a str,
    /// When it was emptied before (UTC).
    pub previous_at: NaiveDateTime,
    /// When it was emptied now (UTC).
    pub emptied_at: NaiveDateTime,
    /// Who begins the session and counted.
    pub opened_by: i64,
    /// The second person.
    pub second: i64,
    /// The envelopes counted.
    pub envelopes: i64,
}

/// Stores a new emptying; answers its inner id.
///
/// # Errors
/// A constraint when the box has an open session already.
pub fn insert_emptying(tx: &mut Tx<'_>, new: &NewEmptying<'_>) -> Result<EmptyingId, StoreError> {
    let now = tx.now();
    tx.returning(
        diesel::insert_into(e::table)
            .values((
                e::public_id.eq(new.public_id),
                e::site.eq(new.site),
                e::box_key.eq(new.box_key),
                e::previous_at.eq(new.previous_at),
                e::emptied_at.eq(new.emptied_at),
                e::opened_by.eq(new.opened_by),
                e::opened_at.eq(now),
                e::second_id.eq(new.second),
                e::envelopes.eq(new.envelopes),
                e::counted_by.eq(new.opened_by),
            ))
            .returning(e::id),
    )
    .map(EmptyingId)
}

#[diesel::dsl::auto_type]
fn still(emptying: &Emptying) -> _ {
    let (id, version): (i64, i64) = (emptying.id.0, emptying.version.0);
    e::table
        .filter(e::id.eq(id))
        .filter(e::version.eq(version))
        .filter(e::ended_at.is_null())
}

/// Sets the count anew; it has to be confirmed again.
///
/// # Errors
/// `Stale` when somebody changed the session meanwhile.
pub fn set_count(
    tx: &mut Tx<'_>,
    emptying: &Emptying,
    envelopes: i64,
    by: i64,
) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(emptying)).set((
        e::envelopes.eq(envelopes),
        e::counted_by.eq(by),
        e::confirmed_by.eq(None::<i64>),
        e::confirmed_at.eq(None::<NaiveDateTime>),
        e::version.eq(emptying.version.0 + 1),
    )))
}

/// Marks the count as confirmed.
///
/// # Errors
/// `Stale` when somebody changed the session meanwhile.
pub fn set_confirmed(tx: &mut Tx<'_>, emptying: &Emptying, by: i64) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(emptying)).set((
        e::confirmed_by.eq(Some(by)),
        e::confirmed_at.eq(Some(now)),
        e::version.eq(emptying.version.0 + 1),
    )))
}

/// Names another second person.
///
/// # Errors
/// `Stale` when somebody changed the session meanwhile.
pub fn set_second(tx: &mut Tx<'_>, emptying: &Emptying, second: i64) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(emptying)).set((
        e::second_id.eq(second),
        e::version.eq(emptying.version.0 + 1),
    )))
}

/// Ends a session.
///
/// # Errors
/// `Stale` when somebody changed the session meanwhile.
pub fn set_ended(
    tx: &mut Tx<'_>,
    emptying: &Emptying,
    ending: Ending,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(diesel::update(still(emptying)).set((
        e::ending.eq(Some(ending.as_str())),
        e::ended_by.eq(Some(by)),
        e::ended_at.eq(Some(now)),
        e::version.eq(emptying.version.0 + 1),
    )))
}

/// Raises the version of a session whose items change, so that nobody closes it on what is no longer so.
///
/// # Errors
/// `Stale` when somebody changed the session meanwhile.
pub(super) fn touch(tx: &mut Tx<'_>, emptying: &Emptying) -> Result<(), StoreError> {
    tx.change_one(diesel::update(still(emptying)).set(e::version.eq(emptying.version.0 + 1)))
}
