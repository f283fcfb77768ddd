//! Every tray of the site: how many wait and since when, where it is read from, and mail on closed requests.

use askama::Template;

use super::shown::{Row, row};
use crate::app::{App, Seen};
use crate::audit;
use crate::db::Subject;
use crate::facilities::model::{Fax, Mailbox, Work};
use crate::trays::model::{Item, Tray, Waiting};
use crate::trays::store::{self, Filter, Reading};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// Items on a page; the rest follows as these are settled.
pub(super) const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "trays/trays.html")]
struct TraysPage {
    chrome: Chrome,
    said: String,
    trays: Vec<TrayRow>,
    sources: Vec<SourceRow>,
    follow_ups: Vec<Row>,
}

struct TrayRow {
    href: String,
    name: &'static str,
    count: i64,
    since: String,
}

/// A mailbox or folder the desk reads.
pub(super) struct SourceRow {
    pub name: String,
    pub tray: &'static str,
    pub state: Tag,
    pub says: String,
}

/// `GET /trays`
///
/// # Errors
/// When the database cannot be read.
pub async fn list_trays(visit: Visit) -> Answer {
    let site = visit.actor.acting_site.clone();
    let (waiting, follow_ups, readings) = visit
        .show(move |read| {
            let sites = std::slice::from_ref(&site);
            let waiting = store::count_waiting(read, sites)?;
            let follow_ups = store::list_items(read, sites, Filter::FollowUps, SHOWN)?;
            let readings = store::list_readings(read)?;
            let seen = listed("trays", &follow_ups);
            Ok(((waiting, follow_ups, readings), seen))
        })
        .await?;
    let all: i64 = waiting.iter().map(|one| one.count).sum();
    let page = TraysPage {
        chrome: visit.chrome("Trays"),
        said: if all == 0 {
            "Nothing waits".to_owned()
        } else {
            format!("{all} to settle; nothing is ever deleted")
        },
        trays: trays_here(&visit, &waiting)
            .into_iter()
            .map(|tray| tray_row(&visit, tray, &waiting))
            .collect(),
        sources: source_rows(&visit, &readings, None),
        follow_ups: follow_ups.iter().map(|item| row(&visit, item)).collect(),
    };
    visit.page(&page)
}

/// The evidence of a list of items: the requests they belong to.
pub(super) fn listed(what: &str, items: &[Item]) -> Seen {
    let requests = items.iter().filter_map(|item| item.request_id);
    Seen {
        subject: Subject {
            detail: Some(what.to_owned()),
            ..Subject::default()
        },
        listed: Some(audit::pack_listed(requests.map(|id| id.0))),
    }
}

/// The trays of the acting site: those its hospital has a mailbox or a fax line for, those that are read from somewhere,
/// and those in which something waits.
fn trays_here(visit: &Visit, waiting: &[Waiting]) -> Vec<Tray> {
    let (facilities, site) = (&visit.app.facilities, &visit.actor.acting_site);
    let today = facilities.today(site, visit.now());
    let profile = facilities.of_site(site).map(|(profile, _)| profile);
    let mailbox = |work: Work| {
        profile.is_some_and(|profile| {
            profile
                .all::<Mailbox>(today)
                .any(|row| row.value.work.contains(&work))
        })
    };
    let listed = |tray: Tray| match tray {
        Tray::Records => mailbox(Work::Records),
        Tray::Forms => mailbox(Work::MedicalForms),
        Tray::Fax => profile.is_some_and(|profile| profile.all::<Fax>(today).next().is_some()),
        Tray::Scans => false,
    };
    let read = |tray: Tray| {
        visit
            .app
            .config
            .arrivals
            .sources()
            .iter()
            .any(|source| source.tray == tray.as_str() && source.site == *site)
    };
    let holds = |tray: Tray| waiting.iter().any(|one| one.tray == tray);
    Tray::ALL
        .iter()
        .copied()
        .filter(|tray| listed(*tray) || read(*tray) || holds(*tray))
        .collect()
}

fn tray_row(visit: &Visit, tray: Tray, waiting: &[Waiting]) -> TrayRow {
    let site = &visit.actor.acting_site;
    let found = waiting.iter().find(|one| one.tray == tray);
    TrayRow {
        href: ["/trays/", tray.as_str()].concat(),
        name: tray.label(),
        count: found.map_or(0, |one| one.count),
        since: found
            .and_then(|one| one.since)
            .map_or_else(String::new, |at| super::moment(visit, site, at)),
    }
}

/// The mailboxes and folders of the acting site, of one tray or of all, with how far they were read.
pub(super) fn source_rows(visit: &Visit, readings: &[Reading], of: Option<Tray>) -> Vec<SourceRow> {
    let app: &App = &visit.app;
    let site = &visit.actor.acting_site;
    let sources = app.config.arrivals.sources();
    sources
        .iter()
        .filter(|source| source.site == *site)
        .filter_map(|source| Some((source, Tray::parse(&source.tray).ok()?)))
        .filter(|(_, tray)| of.is_none_or(|of| of == *tray))
        .map(|(source, tray)| {
            let reading = readings.iter().find(|one| one.source == source.name);
            let (state, says) = state(visit, reading);
            SourceRow {
                name: source.name.clone(),
                tray: tray.label(),
                state,
                says,
            }
        })
        .collect()
}

fn state(visit: &Visit, reading: Option<&Reading>) -> (Tag, String) {
    let site = &visit.actor.acting_site;
    let at = |instant| super::moment(visit, site, instant);
    let Some(reading) = reading else {
        return (Tag::plain("Not read yet"), String::new());
    };
    let last = reading.read_at.map_or_else(
        || "It was never read to the end.".to_owned(),
        |when| format!("Last read {}.", at(when)),
    );
    let said = reading.said.clone().unwrap_or_else(String::new);
    match reading.failing_since {
        Some(since) => (
            Tag::new("Cannot be read", Tone::Bad),
            format!(
                "Since {}. {said} {last} It is tried again {}.",
                at(since),
                at(reading.next_at)
            ),
        ),
        None => (Tag::new("Read", Tone::Good), last),
    }
}
