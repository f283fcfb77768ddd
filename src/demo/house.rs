//! What the demonstration's administrators did with the calendar.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::people::DemoPerson;
use crate::app::{App, Who};
use crate::db::new_public_id;
use crate::facilities::model::Change;
use crate::following;
use crate::house::commands::{Propose, drop_change, propose};
use crate::staff::model::{Actor, Role};

/// One change was looked at and dropped, another waits for its decision.
pub(super) fn plan(app: &App, staff: &[DemoPerson]) -> anyhow::Result<()> {
    let today = app.facilities.today("duarte", app.now());
    let Some(person) = staff.iter().find(|one| one.role == Role::Administrator) else {
        return Ok(());
    };
    let actor = person.actor();
    let dropped = proposed(
        app,
        &actor,
        closed(weekday_after(today, 14), "Training day"),
        "The whole desk was to be trained together",
    )?;
    let (facilities, by) = (app.facilities.clone(), actor.clone());
    app.write_now(
        Who::Staff(actor.clone()),
        "house.change_dropped",
        move |tx| drop_change(tx, &facilities, &by, ("city_of_hope", &dropped, 1)),
    )??;
    proposed(
        app,
        &actor,
        closed(weekday_after(today, 7), "Move of the office"),
        "The correspondence office moves to another floor",
    )?;
    following::round(app)
}

/// The first Wednesday at least so many days after a day.
fn weekday_after(today: NaiveDate, days: i64) -> NaiveDate {
    let mut day = today + TimeDelta::days(days);
    while day.weekday() != Weekday::Wed {
        day += TimeDelta::days(1);
    }
    day
}

fn closed(on: NaiveDate, name: &str) -> Change {
    Change::Day {
        on,
        name: name.to_owned(),
        office_closed: true,
        legal_holiday: false,
    }
}

fn proposed(app: &App, actor: &Actor, change: Change, reason: &str) -> anyhow::Result<String> {
    let public_id = new_public_id()?;
    let new = Propose {
        public_id: public_id.clone(),
        organization: "city_of_hope".to_owned(),
        change,
        reason: reason.to_owned(),
    };
    let (facilities, by) = (app.facilities.clone(), actor.clone());
    app.write_now(Who::Staff(actor.clone()), "house.day_proposed", move |tx| {
        propose(tx, &facilities, &by, &new)
    })??;
    Ok(public_id)
}
