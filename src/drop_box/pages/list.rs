//! The sessions of a site, and how its box stands.

use askama::Template;

use super::standing::{StandingLine, standing_lines};
use super::{address, moment};
use crate::app::Seen;
use crate::db::Subject;
use crate::drop_box::model::{Emptying, Ending};
use crate::drop_box::store;
use crate::facilities::model::{Channel, SiteCode, Work};
use crate::facilities::rules::channel_standing;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// Sessions on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "drop_box/sessions.html")]
struct SessionsPage {
    chrome: Chrome,
    said: String,
    boxes: Vec<StandingLine>,
    /// What is said where there is no box (S26).
    none: Option<String>,
    rows: Vec<Line>,
    pager: Option<Pager>,
}

struct Line {
    href: String,
    id: String,
    emptied: String,
    before: String,
    people: String,
    envelopes: i64,
    state: Tag,
}

/// Lists the sessions of the acting site, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_sessions(visit: Visit) -> Answer {
    let (actor, facilities, now) = (
        visit.actor.clone(),
        visit.app.facilities.clone(),
        visit.now(),
    );
    let before = visit.query("before").and_then(|text| text.parse().ok());
    let (boxes, mut found) = visit
        .show(move |read| {
            let boxes = standing_lines(read, &facilities, &actor, now)?;
            let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let found = store::list_sessions(read, &actor.acting_site, before, most)?;
            let seen = Seen {
                subject: Subject {
                    detail: Some("drop-box sessions".to_owned()),
                    ..Subject::default()
                },
                listed: None,
            };
            Ok(((boxes, found), seen))
        })
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| format!("/drop-box?before={}", last.id.0));
    let first = before.map(|_| "/drop-box".to_owned());
    let pager = (next.is_some() || first.is_some()).then(|| {
        Pager::new("Newest first, 50 on a page")
            .previous(first)
            .next(next)
    });
    visit.page(&SessionsPage {
        chrome: visit.chrome("Drop-box sessions"),
        said: "A session for each emptying, newest first".to_owned(),
        none: boxes.is_empty().then(|| no_box(&visit)),
        boxes,
        rows: found.iter().map(|one| line(&visit, one)).collect(),
        pager,
    })
}

/// What the site says about having no box.
fn no_box(visit: &Visit) -> String {
    let (facilities, site) = (&visit.app.facilities, &visit.actor.acting_site);
    let today = facilities.today(site, visit.now());
    let said = facilities
        .of_site(site)
        .map(|(profile, code): (_, SiteCode)| {
            channel_standing(profile, &code, Channel::DropBox, Work::Records, today).sentence
        });
    said.unwrap_or_else(|| "This site has no drop box.".to_owned())
}

fn line(visit: &Visit, emptying: &Emptying) -> Line {
    Line {
        href: address(emptying),
        id: emptying.id.to_string(),
        emptied: moment(visit, emptying, emptying.emptied_at),
        before: moment(visit, emptying, emptying.previous_at),
        people: [&*emptying.opened_by.name, ", ", &emptying.second.name].concat(),
        envelopes: emptying.envelopes,
        state: state(emptying),
    }
}

/// How a session stands, in a word.
pub(super) fn state(emptying: &Emptying) -> Tag {
    match emptying.ended {
        Some((Ending::Closed, _)) => Tag::new("Closed", Tone::Good),
        Some((Ending::Mistake, _)) => Tag::plain("Opened by mistake"),
        None if emptying.confirmed_at.is_none() => {
            Tag::new("Open, count not confirmed", Tone::Warn)
        }
        None => Tag::new("Open", Tone::Info),
    }
}
