//! What came to each tray on a day, for the evening count (B11).

use chrono::NaiveDateTime;
use diesel::dsl::count_star;
use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::tray_items as i;
use crate::db::{Read, StoreError};
use crate::intake::model::Counted;
use crate::trays::model::{Outcome, Tray};

/// What came to each tray of a site between two instants, wherever it was moved since, and what became of it.
///
/// # Errors
/// When the database cannot be read.
pub fn count_of_day(
    read: &mut Read<'_>,
    site: &str,
    from: NaiveDateTime,
    until: NaiveDateTime,
) -> Result<Vec<(Tray, Counted)>, StoreError> {
    let rows: Vec<(String, Option<String>, i64)> = read.list(
        i::table
            .filter(i::site.eq(site))
            .filter(i::arrived_at.ge(from))
            .filter(i::arrived_at.lt(until))
            .group_by((i::came_to, i::outcome))
            .select((i::came_to, i::outcome, count_star())),
    )?;
    let mut trays = Vec::new();
    for tray in Tray::ALL {
        let mut counted = Counted::default();
        for (_, outcome, count) in rows.iter().filter(|row| row.0 == tray.as_str()) {
            counted.arrived += count;
            let outcome = outcome.as_deref().map(Outcome::parse).transpose();
            match outcome.map_err(unreadable)? {
                Some(Outcome::NewRequest) => counted.logged += count,
                Some(Outcome::Added) => counted.added += count,
                Some(Outcome::SetAside) => counted.aside += count,
                None => {}
            }
        }
        if counted.arrived > 0 {
            trays.push((*tray, counted));
        }
    }
    Ok(trays)
}
