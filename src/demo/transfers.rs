//! What a practice site received this week: one arrived, one on the way, one that lies there too long.

use chrono::{NaiveDateTime, TimeDelta};

use super::people::{DemoPerson, act};
use super::requests::{Random, new_request};
use crate::app::App;
use crate::clock::Clock;
use crate::db::new_public_id;
use crate::requests::commands::log_request;
use crate::requests::model::Channel;
use crate::transfers::commands::{SendOn, arrive, begin, send_on};
use crate::transfers::store::{Shown, list_transfers};

const PRACTICE: &str = "community";
/// Which practice, how many days ago it received a request, how far that is.
const RECEIVED: [(&str, i64, Far); 4] = [
    ("Pasadena practice", 5, Far::Arrived),
    ("Glendora practice", 4, Far::AtThePractice),
    ("Pasadena practice", 2, Far::Sent),
    ("Arcadia practice", 0, Far::AtThePractice),
];

#[derive(Clone, Copy, PartialEq)]
enum Far {
    AtThePractice,
    Sent,
    Arrived,
}

/// Logs them at the practice, sends some on and takes one in.
pub(super) fn between_sites(
    app: &App,
    clock: &Clock,
    staff: &[DemoPerson],
    now: NaiveDateTime,
    random: &mut Random,
) -> anyhow::Result<()> {
    let named = |login: &str| staff.iter().find(|person| person.login == login);
    let (Some(ada), Some(sam)) = (named("ada.pike"), named("sam.lee")) else {
        return Ok(());
    };
    for (number, (place, days, far)) in (20_u32..).zip(RECEIVED) {
        let arrived_at = now - TimeDelta::days(days) - TimeDelta::hours(1);
        clock.move_to(arrived_at + TimeDelta::minutes(4));
        let mut new = new_request(app, PRACTICE, number, arrived_at, random)?;
        new.channel = Channel::CommunitySite;
        let (facilities, by, id) = (app.facilities.clone(), ada.staff_id, new_public_id()?);
        act(app, ada, "request.logged", move |tx| {
            let (_, open) = log_request(tx, &facilities, by, id, new)?;
            begin(tx, &facilities, by, &open.request, place)
        })?;
        if far != Far::AtThePractice {
            clock.move_to(arrived_at + TimeDelta::minutes(30));
            travel(app, ada, sam, far)?;
        }
    }
    Ok(())
}

/// Sends on what lies at the practice longest of those just logged, and takes it in where it arrived.
fn travel(app: &App, ada: &DemoPerson, sam: &DemoPerson, far: Far) -> anyhow::Result<()> {
    let sites = [PRACTICE.to_owned()];
    let open = app.read_now(|read| list_transfers(read, &sites, Shown::Open, 100))?;
    let Some(last) = open.last() else {
        return Ok(());
    };
    let command = SendOn {
        transfers: vec![last.public_id.clone()],
        carried: "Courier bag 14".to_owned(),
    };
    let (actor, sent) = (ada.actor(), command.clone());
    act(app, ada, "transfers.sent_on", move |tx| {
        send_on(tx, &actor, &sent)
    })?;
    if far == Far::Arrived {
        let (facilities, actor) = (app.facilities.clone(), sam.actor());
        act(app, sam, "transfers.arrived", move |tx| {
            arrive(tx, &facilities, &actor, &command.transfers)
        })?;
    }
    Ok(())
}
