//! How the boxes of a site stand, in a line each, for Today and for the page of the drop box.

use crate::calendar::plural;
use crate::db::{Read, StoreError};
use crate::drop_box::model::Session;
use crate::drop_box::store::{self, BoxStanding};
use crate::facilities::Facilities;
use crate::facilities::model::DropBox;
use crate::staff::model::{Actor, Permission};
use crate::words::dates;
use chrono::NaiveDateTime;

/// How a box stands.
pub struct StandingLine {
    /// Where the box is.
    pub place: String,
    /// Its open session and when it was last emptied.
    pub says: Vec<String>,
    /// What to do next; none for people who do not log requests.
    pub next: Option<(String, &'static str)>,
}

/// A line for each box of the acting site; none where the site has none (S26).
///
/// # Errors
/// When the database cannot be read.
pub fn standing_lines(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Vec<StandingLine>, StoreError> {
    let site = &actor.acting_site;
    let today = facilities.today(site, now);
    let mut lines = Vec::new();
    for (key, drop_box) in facilities.drop_boxes(site, today) {
        let standing = store::standing_of(read, site, key)?;
        lines.push(line(facilities, actor, now, drop_box, standing));
    }
    Ok(lines)
}

fn line(
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
    drop_box: &DropBox,
    standing: BoxStanding,
) -> StandingLine {
    let site = &actor.acting_site;
    let today = facilities.today(site, now);
    let local = |at| dates::moment(facilities.local(site, at), today);
    let last = match standing.last_emptied_at {
        Some(at) => format!("Last emptied {}.", local(at)),
        None => "No emptying is on record yet.".to_owned(),
    };
    let (says, next) = match &standing.open {
        Some(open) => {
            let (says, link) = of_open(open, actor);
            let href = ["/drop-box/", &open.emptying.public_id].concat();
            (vec![says, last], (href, link))
        }
        None => {
            let href = ["/drop-box/new?box=", &standing.box_key].concat();
            (vec![last], (href, "Empty the box"))
        }
    };
    let acts = actor.may(Permission::LogRequests);
    StandingLine {
        place: drop_box.location.clone(),
        says,
        next: acts.then_some(next),
    }
}

fn of_open(open: &Session, actor: &Actor) -> (String, &'static str) {
    let emptying = &open.emptying;
    let (id, counted) = (emptying.id, plural(emptying.envelopes, "envelope"));
    let asked = emptying.confirmed_at.is_none() && emptying.confirmer().id == actor.staff_id;
    if asked {
        let said = format!("Session {id} asks you to count again and confirm {counted}.");
        return (said, "Confirm the count");
    }
    let said = format!(
        "Session {id} is open: {} of {counted} logged, {} to settle.",
        open.logged(),
        open.unsettled()
    );
    (said, "Go on with the session")
}
