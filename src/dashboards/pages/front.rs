//! What waits at the front desk, a line each: the boxes, the counter, sheets of a day without the desk, days to sign for.

use chrono::NaiveDateTime;

use crate::db::{Read, StoreError};
use crate::facilities::Facilities;
use crate::staff::model::{Actor, Permission};
use crate::{downtime, drop_box, evening, pick_ups, transfers, trays};

/// Something that waits, with where it goes on.
pub(super) struct FrontLine {
    /// What waits: "Drop box".
    pub what: &'static str,
    /// How it stands.
    pub says: String,
    /// Where it goes on; none for who only looks.
    pub next: Option<(String, &'static str)>,
}

/// The lines of a person's acting site.
pub(super) fn front_lines(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Vec<FrontLine>, StoreError> {
    let mut lines = Vec::new();
    let waiting = pick_ups::pages::standing_line(read, facilities, actor, now)?;
    lines.extend(waiting.map(|line| {
        let label = if line.late {
            "See what is unclaimed"
        } else {
            "Open the pick-ups"
        };
        to("Pick-ups", line.says, "/pick-ups", label)
    }));
    if !actor.may(Permission::LogRequests) {
        return Ok(lines);
    }
    for line in trays::pages::waiting_lines(read, facilities, actor, now)? {
        lines.push(to(line.name, line.says, &line.href, "Open the tray"));
    }
    for line in drop_box::pages::standing_lines(read, facilities, actor, now)? {
        lines.push(FrontLine {
            what: "Drop box",
            says: line.says.join(" "),
            next: line.next,
        });
    }
    let between = transfers::pages::waiting_line(read, facilities, actor, now)?;
    lines.extend(between.map(|line| {
        to(
            "Site transfers",
            line.says,
            "/transfers",
            "See the transfers",
        )
    }));
    let out = downtime::pages::out_line(read, facilities, actor, now)?;
    lines.extend(out.map(|line| to("Downtime", line.says, "/downtime", "See the kits")));
    let owed = evening::pages::owed_line(read, facilities, actor, now)?;
    lines.extend(owed.map(|line| to("Evening count", line.says, &line.href, "Count the day")));
    Ok(lines)
}

fn to(what: &'static str, says: String, href: &str, label: &'static str) -> FrontLine {
    FrontLine {
        what,
        says,
        next: Some((href.to_owned(), label)),
    }
}
