//! One tray: what waits in it, the oldest first, and what became of the rest.

use askama::Template;

use super::list::{SHOWN, SourceRow, listed, source_rows};
use super::shown::{Row, row};
use super::tray_of;
use crate::calendar::plural;
use crate::trays::store::{self, Filter};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// How many settled items stand below.
const SETTLED: i64 = 50;

#[derive(Template)]
#[template(path = "trays/tray.html")]
struct TrayPage {
    chrome: Chrome,
    title: &'static str,
    said: String,
    sources: Vec<SourceRow>,
    rows: Vec<Row>,
    settled: Vec<Row>,
}

/// `GET /trays/{tray}`
///
/// # Errors
/// `NotFound` for no tray of the desk; when the database cannot be read.
pub async fn show_tray(visit: Visit) -> Answer {
    let tray = tray_of(&visit)?;
    let site = visit.actor.acting_site.clone();
    let (waiting, settled, readings) = visit
        .show(move |read| {
            let sites = std::slice::from_ref(&site);
            let waiting = store::list_items(read, sites, Filter::Waiting(tray), SHOWN)?;
            let settled = store::list_items(read, sites, Filter::Settled(tray), SETTLED)?;
            let readings = store::list_readings(read)?;
            let shown: Vec<_> = waiting.iter().chain(&settled).cloned().collect();
            let seen = listed(&["tray ", tray.as_str()].concat(), &shown);
            Ok(((waiting, settled, readings), seen))
        })
        .await?;
    let count = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    let more = if count == SHOWN { " or more" } else { "" };
    let page = TrayPage {
        chrome: visit.chrome(["Tray: ", tray.label()].concat()),
        title: tray.label(),
        said: format!(
            "{}{more} to settle, the oldest first",
            plural(count, "item")
        ),
        sources: source_rows(&visit, &readings, Some(tray)),
        rows: waiting.iter().map(|item| row(&visit, item)).collect(),
        settled: settled.iter().map(|item| row(&visit, item)).collect(),
    };
    visit.page(&page)
}
