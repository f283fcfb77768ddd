//! What prints of a kit: the work list as it stands, and the numbered blank sheets.

use askama::Template;

use super::{address, evidence, find};
use crate::downtime::model::Kit;
use crate::error::AppError;
use crate::queues::model::{Filters, Place, WorkList};
use crate::queues::pages::{Line, lines, slice};
use crate::queues::store as lists;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// The most requests on the printed list: four pages of fifty, the soonest first.
const PAGES: usize = 4;

#[derive(Template)]
#[template(path = "downtime/print.html")]
struct PrintedPage {
    chrome: Chrome,
    back: String,
    hospital: String,
    site: String,
    day: String,
    printed: String,
    phone: String,
    numbers: String,
    rows: Vec<Line>,
    more: bool,
    sheets: Vec<(String, Barcode)>,
}

/// Prints a kit.
///
/// # Errors
/// `NotFound` for an unknown kit and another site's alike.
pub async fn print_kit(visit: Visit) -> Answer {
    let find = find(&visit)?;
    let asked = slice(&visit, WorkList::All, Filters::default());
    let sites = visit.actor.sites.clone();
    let (kit, rows, more, colleagues) = visit
        .show(move |read| {
            let kit = find(read)?;
            let (mut rows, mut place, mut more) = (Vec::new(), None, true);
            while more && rows.len() < PAGES * lists::PAGE {
                let page = lists::list_page(read, &asked, place.as_ref())?;
                place = page.rows.last().map(|row| Place {
                    work_by: row.work_by,
                    public_id: row.public_id.clone(),
                    behind: true,
                });
                more = page.behind;
                rows.extend(page.rows);
            }
            let colleagues = lists::list_colleagues(read, &sites)?;
            let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
            let evidence = evidence(&kit, &ids);
            Ok(((kit, rows, more, colleagues), evidence))
        })
        .await?;
    let facilities = &visit.app.facilities;
    let today = facilities.today(&kit.site, visit.now());
    let local = facilities.local(&kit.site, visit.now());
    visit.page(&PrintedPage {
        chrome: visit.chrome(format!("Downtime kit – {}", kit.numbers())),
        back: address(&kit),
        hospital: facilities.organization_name(&kit.site, today),
        site: facilities.site_name(&kit.site, today),
        day: dates::full(kit.for_day),
        printed: format!("{} {}", dates::full(local.date()), local.format("%H:%M")),
        phone: facilities.status_phone(&kit.site, today),
        numbers: kit.numbers(),
        rows: lines(&rows, today, &colleagues),
        more,
        sheets: sheets(&kit)?,
    })
}

fn sheets(kit: &Kit) -> Result<Vec<(String, Barcode)>, AppError> {
    let coded = |number: String| {
        let bars = Barcode::new(&number);
        bars.map(|bars| (number, bars))
            .ok_or_else(|| AppError::Fault("a sheet has no bar code".to_owned()))
    };
    kit.sheets
        .iter()
        .map(|sheet| coded(sheet.number.to_string()))
        .collect()
}
