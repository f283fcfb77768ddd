//! Rows of kits and sheets.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::schema::{downtime_kits, downtime_sheets, requests, staff};
use crate::db::{Read, StoreError, Tx, one_of};
use crate::downtime::model::{Kit, KitLine, Outcome, Settled, Sheet, SheetNumber, Version};
use crate::requests::model::RequestId;

/// A kit that is to be made.
#[derive(Debug, Clone)]
pub struct NewKit {
    /// Its name in addresses.
    pub public_id: String,
    /// The site.
    pub site: String,
    /// The day it is printed for.
    pub for_day: NaiveDate,
    /// The names of its sheets in addresses.
    pub sheets: Vec<String>,
}

/// Makes a kit with its sheets.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_kit(tx: &mut Tx<'_>, new: &NewKit, by: i64) -> Result<(), StoreError> {
    let now = tx.now();
    let kit: i64 = tx.returning(
        diesel::insert_into(downtime_kits::table)
            .values((
                downtime_kits::public_id.eq(&new.public_id),
                downtime_kits::site.eq(&new.site),
                downtime_kits::for_day.eq(new.for_day),
                downtime_kits::made_by.eq(by),
                downtime_kits::made_at.eq(now),
            ))
            .returning(downtime_kits::id),
    )?;
    for sheet in &new.sheets {
        tx.execute(diesel::insert_into(downtime_sheets::table).values((
            downtime_sheets::public_id.eq(sheet),
            downtime_sheets::kit_id.eq(kit),
        )))?;
    }
    Ok(())
}

/// The newest kits of a site, and every older one that has sheets out.
///
/// # Errors
/// When the database cannot be read.
pub fn list_kits(read: &mut Read<'_>, site: &str, newest: i64) -> Result<Vec<KitLine>, StoreError> {
    type Row = (i64, String, NaiveDate, String);
    let kits: Vec<Row> = read.list(
        downtime_kits::table
            .inner_join(staff::table)
            .filter(downtime_kits::site.eq(site))
            .order(downtime_kits::id.desc())
            .limit(newest)
            .select((
                downtime_kits::id,
                downtime_kits::public_id,
                downtime_kits::for_day,
                staff::name,
            )),
    )?;
    let ids: Vec<i64> = kits.iter().map(|kit| kit.0).collect();
    let sheets: Vec<(i64, i64, Option<String>)> = read.list(
        downtime_sheets::table
            .filter(downtime_sheets::kit_id.eq_any(&ids))
            .order(downtime_sheets::id)
            .select((
                downtime_sheets::kit_id,
                downtime_sheets::id,
                downtime_sheets::outcome,
            )),
    )?;
    let line = |(id, public_id, for_day, made_by): Row| {
        let own: Vec<_> = sheets.iter().filter(|sheet| sheet.0 == id).collect();
        let number = |at: Option<&&(i64, i64, Option<String>)>| SheetNumber(at.map_or(0, |s| s.1));
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        KitLine {
            public_id,
            for_day,
            made_by,
            numbers: (number(own.first()), number(own.last())),
            sheets: count(own.len()),
            out: count(own.iter().filter(|sheet| sheet.2.is_none()).count()),
        }
    };
    Ok(kits.into_iter().map(line).collect())
}

/// How many sheets of a site are out that were printed for a day before this one.
///
/// # Errors
/// When the database cannot be read.
pub fn count_out(read: &mut Read<'_>, site: &str, before: NaiveDate) -> Result<i64, StoreError> {
    read.get(
        downtime_sheets::table
            .inner_join(downtime_kits::table)
            .filter(downtime_kits::site.eq(site))
            .filter(downtime_kits::for_day.lt(before))
            .filter(downtime_sheets::settled_at.is_null())
            .count(),
    )
}

/// A kit of one of these sites with its sheets.
///
/// # Errors
/// `NotFound` for an unknown kit and another site's alike.
pub fn get_kit(read: &mut Read<'_>, public_id: &str, sites: &[String]) -> Result<Kit, StoreError> {
    type Row = (i64, String, String, NaiveDate, String, NaiveDateTime);
    let row: Option<Row> = read.find(
        downtime_kits::table
            .inner_join(staff::table)
            .filter(downtime_kits::public_id.eq(public_id))
            .filter(one_of(downtime_kits::site, sites))
            .select((
                downtime_kits::id,
                downtime_kits::public_id,
                downtime_kits::site,
                downtime_kits::for_day,
                staff::name,
                downtime_kits::made_at,
            )),
    )?;
    let (id, public_id, site, for_day, made_by, made_at) = row.ok_or(StoreError::NotFound)?;
    Ok(Kit {
        id,
        public_id,
        site,
        for_day,
        made_by,
        made_at,
        sheets: list_sheets(read, id)?,
    })
}

/// The kits of a site that were printed for a day, with their sheets.
///
/// # Errors
/// When the database cannot be read.
pub fn list_of_day(
    read: &mut Read<'_>,
    site: &str,
    day: NaiveDate,
) -> Result<Vec<Kit>, StoreError> {
    let sites = [site.to_owned()];
    let ids: Vec<String> = read.list(
        downtime_kits::table
            .filter(downtime_kits::site.eq(site))
            .filter(downtime_kits::for_day.eq(day))
            .order(downtime_kits::id)
            .select(downtime_kits::public_id),
    )?;
    ids.iter().map(|id| get_kit(read, id, &sites)).collect()
}

type SheetRow = (
    i64,
    String,
    i64,
    Option<String>,
    Option<String>,
    Option<NaiveDateTime>,
    Option<String>,
    Option<(String, String)>,
);

fn list_sheets(read: &mut Read<'_>, kit: i64) -> Result<Vec<Sheet>, StoreError> {
    let rows: Vec<SheetRow> = read.list(
        downtime_sheets::table
            .left_join(staff::table)
            .left_join(requests::table)
            .filter(downtime_sheets::kit_id.eq(kit))
            .order(downtime_sheets::id)
            .select((
                downtime_sheets::id,
                downtime_sheets::public_id,
                downtime_sheets::version,
                downtime_sheets::outcome,
                downtime_sheets::why,
                downtime_sheets::settled_at,
                staff::name.nullable(),
                (requests::public_id, requests::reference).nullable(),
            )),
    )?;
    rows.into_iter().map(sheet).collect()
}

fn sheet(row: SheetRow) -> Result<Sheet, StoreError> {
    let (id, public_id, version, outcome, why, at, by, request) = row;
    let settled = match (outcome, at, by) {
        (Some(outcome), Some(at), Some(by)) => Some(Settled {
            outcome: Outcome::parse(&outcome).map_err(|e| StoreError::Failed(e.to_string()))?,
            request,
            why,
            by,
            at,
        }),
        _ => None,
    };
    Ok(Sheet {
        number: SheetNumber(id),
        public_id,
        settled,
        version: Version(version),
    })
}

/// Accounts for a sheet that is out.
///
/// # Errors
/// `Stale` when it was changed since it was seen.
pub fn settle(
    tx: &mut Tx<'_>,
    sheet: &Sheet,
    outcome: Outcome,
    request: Option<RequestId>,
    why: Option<&str>,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    tx.change_one(
        diesel::update(
            downtime_sheets::table
                .filter(downtime_sheets::id.eq(sheet.number.0))
                .filter(downtime_sheets::version.eq(sheet.version.0)),
        )
        .set((
            downtime_sheets::outcome.eq(Some(outcome.as_str())),
            downtime_sheets::request_id.eq(request.map(|id| id.0)),
            downtime_sheets::why.eq(why),
            downtime_sheets::settled_by.eq(Some(by)),
            downtime_sheets::settled_at.eq(Some(now)),
            downtime_sheets::version.eq(sheet.version.0 + 1),
        )),
    )
}
