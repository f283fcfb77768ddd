//! A morning without the desk: a kit was printed, most of it came back, two sheets are still to be keyed.

use chrono::{NaiveDateTime, TimeDelta};

use super::people::{DemoPerson, act};
use crate::app::App;
use crate::clock::Clock;
use crate::db::new_public_id;
use crate::downtime::commands::{PutAway, make_kit, put_away};
use crate::downtime::model::{Sheet, Version};
use crate::downtime::store::{NewKit, get_kit};

const SITE: &str = "duarte";
/// Sheets in the kit, and how many of them are still out.
const SHEETS: usize = 6;
const OUT: usize = 2;

/// Prints the kit two days ago and accounts for all but the last sheets.
pub(super) fn one_morning(
    app: &App,
    clock: &Clock,
    staff: &[DemoPerson],
    now: NaiveDateTime,
) -> anyhow::Result<()> {
    let Some(sam) = staff.iter().find(|person| person.login == "sam.lee") else {
        return Ok(());
    };
    clock.move_to(now - TimeDelta::days(2));
    let sheets = (0..SHEETS).map(|_| new_public_id());
    let new = NewKit {
        public_id: new_public_id()?,
        site: SITE.to_owned(),
        for_day: app.facilities.today(SITE, app.now()),
        sheets: sheets.collect::<Result<_, _>>()?,
    };
    let (actor, kit) = (sam.actor(), new.public_id.clone());
    act(app, sam, "downtime.kit_made", move |tx| {
        make_kit(tx, &actor, &new)
    })?;
    clock.move_to(now - TimeDelta::hours(1));
    let site = [SITE.to_owned()];
    let made = app.read_now(|read| get_kit(read, &kit, &site))?;
    for (place, sheet) in made.sheets.iter().take(SHEETS - OUT).enumerate() {
        let how = if place == 0 {
            PutAway::Spoiled("The printer tore it; both halves are in the folder.".to_owned())
        } else {
            PutAway::Blank
        };
        let Sheet {
            public_id,
            version: Version(version),
            ..
        } = sheet.clone();
        let (actor, kit) = (sam.actor(), kit.clone());
        act(app, sam, "downtime.sheet_put_away", move |tx| {
            put_away(tx, &actor, (&kit, &public_id), Version(version), &how)
        })?;
    }
    Ok(())
}
