//! What was signed for.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, exists, not};
use diesel::prelude::*;

use crate::db::schema::{
    downtime_sheets, drafts, drop_box_items, evenings, portal_messages, requests, staff, tray_items,
};
use crate::db::{Read, StoreError, Tx};
use crate::evening::model::{Evening, Signed};
use crate::requests::model::Channel;

/// How many requests of each channel were logged at a site between two instants as they came, with no tray, box, portal or
/// sheet behind them that counts them itself.
///
/// # Errors
/// When the database cannot be read.
pub fn count_logged(
    read: &mut Read<'_>,
    site: &str,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<(Channel, i64)>, StoreError> {
    let of_portal = portal_messages::table.filter(portal_messages::request_id.eq(requests::id));
    let of_box =
        drop_box_items::table.filter(drop_box_items::request_id.eq(requests::id.nullable()));
    let of_sheet =
        downtime_sheets::table.filter(downtime_sheets::request_id.eq(requests::id.nullable()));
    let of_tray = tray_items::table.filter(tray_items::request_id.eq(requests::id.nullable()));
    let rows: Vec<(String, i64)> = read.list(
        requests::table
            .filter(requests::site.eq(site))
            .filter(requests::logged_at.ge(from))
            .filter(requests::logged_at.lt(until))
            .filter(not(exists(of_portal)))
            .filter(not(exists(of_box)))
            .filter(not(exists(of_sheet)))
            .filter(not(exists(of_tray)))
            .group_by(requests::channel)
            .order(requests::channel)
            .select((requests::channel, count_star())),
    )?;
    rows.into_iter()
        .map(|(channel, count)| {
            let channel =
                Channel::parse(&channel).map_err(|e| StoreError::Failed(e.to_string()))?;
            Ok((channel, count))
        })
        .collect()
}

/// Who typed forms of intake between two instants that were kept because they could not be stored, and were not sent again.
///
/// # Errors
/// When the database cannot be read.
pub fn list_left(
    read: &mut Read<'_>,
    site: &str,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<String>, StoreError> {
    read.list(
        drafts::table
            .inner_join(staff::table)
            .filter(staff::home_site.eq(site))
            .filter(drafts::state.eq("kept"))
            .filter(drafts::form.like("/log/%"))
            .filter(drafts::created_at.ge(from))
            .filter(drafts::created_at.lt(until))
            .order(drafts::created_at)
            .select(staff::name),
    )
}

/// Keeps what a person signs for.
///
/// # Errors
/// When it cannot be stored.
pub fn insert_evening(
    tx: &mut Tx<'_>,
    evening: &Evening,
    why: Option<&str>,
    by: i64,
) -> Result<(), StoreError> {
    let now = tx.now();
    let failed = |e: &dyn std::fmt::Display| StoreError::Failed(e.to_string());
    let figures = serde_json::to_string(&evening.ways).map_err(|e| failed(&e))?;
    let differences = i64::try_from(evening.differences.len()).map_err(|e| failed(&e))?;
    tx.execute(diesel::insert_into(evenings::table).values((
        evenings::site.eq(&evening.site),
        evenings::day.eq(evening.day),
        evenings::arrived.eq(evening.arrived()),
        evenings::differences.eq(differences),
        evenings::figures.eq(figures),
        evenings::why.eq(why),
        evenings::signed_by.eq(by),
        evenings::signed_at.eq(now),
    )))?;
    Ok(())
}

/// The day the desk of a site began: its first request or its first signature; none before either. The first is an instant
/// (UTC).
///
/// # Errors
/// When the database cannot be read.
pub fn began(
    read: &mut Read<'_>,
    site: &str,
) -> Result<(Option<NaiveDateTime>, Option<NaiveDate>), StoreError> {
    let logged: Option<NaiveDateTime> = read.find(
        requests::table
            .filter(requests::site.eq(site))
            .order(requests::logged_at)
            .select(requests::logged_at)
            .limit(1),
    )?;
    let signed: Option<NaiveDate> = read.find(
        evenings::table
            .filter(evenings::site.eq(site))
            .order(evenings::day)
            .select(evenings::day)
            .limit(1),
    )?;
    Ok((logged, signed))
}

/// What was signed for at a site since a day, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub fn list_signed(
    read: &mut Read<'_>,
    site: &str,
    since: NaiveDate,
) -> Result<Vec<Signed>, StoreError> {
    type Row = (NaiveDate, i64, i64, Option<String>, String, NaiveDateTime);
    let rows: Vec<Row> = read.list(
        evenings::table
            .inner_join(staff::table)
            .filter(evenings::site.eq(site))
            .filter(evenings::day.ge(since))
            .order((evenings::day.desc(), evenings::id.desc()))
            .limit(200)
            .select((
                evenings::day,
                evenings::arrived,
                evenings::differences,
                evenings::why,
                staff::name,
                evenings::signed_at,
            )),
    )?;
    let signed = |(day, arrived, differences, why, by, at): Row| Signed {
        day,
        arrived,
        differences,
        why,
        by,
        at,
    };
    Ok(rows.into_iter().map(signed).collect())
}
