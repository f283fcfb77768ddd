//! What waits in the trays of a site, in a line each, for Today.

use chrono::NaiveDateTime;

use crate::db::{Read, StoreError};
use crate::facilities::Facilities;
use crate::staff::model::Actor;
use crate::trays::model::Waiting;
use crate::trays::store;
use crate::words::dates;

/// What waits in a tray.
pub struct TrayLine {
    /// The tray.
    pub href: String,
    /// Its name.
    pub name: &'static str,
    /// How many wait, and since when.
    pub says: String,
}

/// A line for each tray of the acting site in which something waits, and one for mail on closed requests.
///
/// # Errors
/// When the database cannot be read.
pub fn waiting_lines(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Vec<TrayLine>, StoreError> {
    let site = std::slice::from_ref(&actor.acting_site);
    let waiting = store::count_waiting(read, site)?;
    let mut lines: Vec<TrayLine> = waiting
        .iter()
        .map(|one| TrayLine {
            href: ["/trays/", one.tray.as_str()].concat(),
            name: one.tray.label(),
            says: says(facilities, &actor.acting_site, one, now),
        })
        .collect();
    lines.sort_by_key(|line| line.href.clone());
    Ok(lines)
}

/// "3 wait, the first since Mon 8 Jun, 09:12".
fn says(facilities: &Facilities, site: &str, waiting: &Waiting, now: NaiveDateTime) -> String {
    let verb = if waiting.count == 1 { "waits" } else { "wait" };
    let count = format!("{} {verb}", waiting.count);
    let today = facilities.today(site, now);
    match waiting.since {
        Some(at) => {
            let since = dates::moment(facilities.local(site, at), today);
            format!("{count}, the first since {since}.")
        }
        None => [&count, "."].concat(),
    }
}
