//! Finding a request or a person: posted, sealed, and then at an address that says nothing (T50).

use askama::Template;

use super::counts::counted;
use super::find::{Led, find};
use super::lines::{Line, lines};
use crate::app::Seen;
use crate::audit;
use crate::db::Subject;
use crate::queues::forms::{Sought, sought};
use crate::queues::model::Row;
use crate::queues::store;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

#[derive(Template)]
#[template(path = "queues/search.html")]
struct SearchPage {
    chrome: Chrome,
    text: Name,
    said: String,
    rows: Vec<Line>,
    picks: bool,
}

/// Takes what is searched for: a whole reference leads to its request, anything else to a page of results.
pub async fn create_search(visit: Visit) -> Answer {
    Ok(
        visit.go(&match find(&visit, visit.form.value("find")).await? {
            Led::Nowhere => "/".to_owned(),
            Led::Request(public_id) => ["/requests/", &public_id].concat(),
            Led::Results(id) => ["/searches/", &id].concat(),
        }),
    )
}

/// Shows what a search found.
pub async fn show_search(visit: Visit) -> Answer {
    let id = visit.path::<String>("search")?;
    let (keys, staff_id, sites) = (
        visit.app.keys.clone(),
        visit.actor.staff_id,
        visit.actor.sites.clone(),
    );
    let today = visit
        .app
        .facilities
        .today(&visit.actor.acting_site, visit.now());
    let glance = visit.app.glance.clone();
    let (text, rows, more, colleagues, counts) = visit
        .show(move |read| {
            let text = store::find_search(read, &keys, &id, staff_id)?;
            let (rows, more) = match sought(&text) {
                Sought::Words(words) => store::list_found(read, &words, &sites)?,
                Sought::Reference(_) | Sought::Nothing => (Vec::new(), false),
            };
            let colleagues = store::list_colleagues(read, &sites)?;
            let counts = store::count_lists(read, &glance, staff_id, today)?;
            let listed = audit::pack_listed(rows.iter().map(|row| row.id));
            let seen = Seen {
                subject: Subject {
                    detail: Some("search".to_owned()),
                    ..Subject::default()
                },
                listed: Some(listed),
            };
            Ok(((text, rows, more, colleagues, counts), seen))
        })
        .await?;
    visit.page(&SearchPage {
        chrome: counted(visit.chrome("Search"), &counts),
        text: Name::new(&text),
        said: said(&rows, more),
        rows: lines(&rows, today, &colleagues),
        picks: false,
    })
}

fn said(rows: &[Row], more: bool) -> String {
    match (rows.len(), more) {
        (0, false) => "No request found".to_owned(),
        (1, false) => "1 request found".to_owned(),
        (n, false) => [&n.to_string(), " requests found, newest first"].concat(),
        (n, true) => [
            "The newest ",
            &n.to_string(),
            " requests found; add a word to narrow it",
        ]
        .concat(),
    }
}

impl SearchPage {
    fn empty(&self) -> Empty {
        Empty::new("No request at your sites holds all of these words.")
            .advice("Try the reference with its last digit, a family name, a birth date like 1968-03-14, a record number or a phone number.")
    }
}
