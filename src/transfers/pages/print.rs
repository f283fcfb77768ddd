//! The list that travels with what is sent on.

use askama::Template;

use super::{evidence, moment};
use crate::transfers::model::{Standing, Transfer};
use crate::transfers::store::{self, Shown};
use crate::web::chrome::Chrome;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// Rows on the list.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "transfers/print.html")]
struct PrintedPage {
    chrome: Chrome,
    hospital: String,
    to: String,
    printed: String,
    rows: Vec<Line>,
}

struct Line {
    reference: String,
    place: String,
    received: String,
    sent: String,
}

/// Prints what is on the way from or to the acting site.
///
/// # Errors
/// When the database cannot be read.
pub async fn print_list(visit: Visit) -> Answer {
    let here = [visit.actor.acting_site.clone()];
    let rows = visit
        .show(move |read| {
            let open = store::list_transfers(read, &here, Shown::Open, MOST)?;
            let travels = |one: &Transfer| one.standing() == Standing::OnTheWay;
            let rows: Vec<Transfer> = open.into_iter().filter(travels).collect();
            let seen = evidence(&rows.iter().collect::<Vec<_>>());
            Ok((rows, seen))
        })
        .await?;
    let (facilities, now, site) = (&visit.app.facilities, visit.now(), &visit.actor.acting_site);
    let today = facilities.today(site, now);
    let to = rows.first().map_or(site, |one| &one.to_site);
    let line = |one: &Transfer| {
        let at = one
            .sent
            .as_ref()
            .map(|sent| moment(facilities, one, sent.at, now));
        let how = one.carried.clone().unwrap_or_default();
        Line {
            reference: one.reference.clone(),
            place: one.place.clone(),
            received: dates::full(one.received_on),
            sent: [at.unwrap_or_default(), how].join(", "),
        }
    };
    visit.page(&PrintedPage {
        chrome: visit.chrome("List of what is on the way"),
        hospital: facilities.organization_name(site, today),
        to: facilities.site_name(to, today),
        printed: dates::moment(facilities.local(site, now), today),
        rows: rows.iter().map(line).collect(),
    })
}
