//! One item: what it says, its papers, what can be done with it and which request it may belong to.

use askama::Template;

use super::shown::{Beside, beside, facts, kind, state, timeline};
use super::{address, evidence, find};
use crate::calendar::spoken;
use crate::staff::model::Permission;
use crate::trays::commands::look;
use crate::trays::model::{Item, ItemId, Suggestion, Tray};
use crate::trays::{rules, store};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

#[derive(Template)]
#[template(path = "trays/item.html")]
struct ItemPage {
    chrome: Chrome,
    id: String,
    said: String,
    back: (String, &'static str),
    state: Tag,
    kind: Option<Tag>,
    facts: Facts,
    why: String,
    noticed: Option<String>,
    request: Option<(String, String)>,
    set_aside: Option<String>,
    alike: Vec<(String, String)>,
    links: Vec<(String, &'static str)>,
    suggestions: Vec<Likely>,
    waits: bool,
    beside: Beside,
    history: Timeline,
}

/// A request it may belong to.
struct Likely {
    matched: Matched,
    add: Option<(String, String)>,
}

/// `GET /trays/{tray}/{arrival}`
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike.
pub async fn show_item(visit: Visit) -> Answer {
    let find = find(&visit)?;
    let sites = visit.actor.sites.clone();
    let (whole, suggestions, alike, history) = visit
        .show(move |read| {
            let whole = find(read)?;
            let waits = rules::may_settle(&whole.item).is_ok();
            let suggestions = if waits {
                look(read, &sites, &whole.item, &whole.papers)?
            } else {
                Vec::new()
            };
            let alike = store::find_alike(read, &whole.item, &sites)?;
            let history = store::list_history(read, whole.item.id)?;
            let shown: Vec<i64> = suggestions.iter().map(|(id, _)| *id).collect();
            let evidence = evidence(&whole.item, &shown);
            Ok(((whole, suggestions, alike, history), evidence))
        })
        .await?;
    let item = &whole.item;
    let acts = visit.actor.may(Permission::LogRequests);
    let settled = item.settled.as_ref();
    let page = ItemPage {
        chrome: visit.chrome([&item.id.to_string(), " – ", item.tray.label()].concat()),
        id: item.id.to_string(),
        said: item.tray.label().to_owned(),
        back: (["/trays/", item.tray.as_str()].concat(), back(item.tray)),
        state: state(item),
        kind: kind(item),
        facts: facts(&visit, item),
        why: spoken(&item.came.received_why.join(" ")),
        noticed: item.noticed.clone(),
        request: settled
            .and_then(|settled| settled.request.clone())
            .map(|(id, reference)| (["/requests/", &id].concat(), reference)),
        set_aside: settled.and_then(|settled| settled.why.clone()),
        alike: alike.into_iter().map(|one| twin(item, one)).collect(),
        links: if acts { links(item) } else { Vec::new() },
        suggestions: suggestions
            .into_iter()
            .map(|(_, one)| likely(item, one, acts))
            .collect(),
        waits: rules::may_settle(item).is_ok(),
        beside: beside(item, &whole.papers, acts),
        history: timeline(&visit, item, &history),
    };
    visit.page(&page)
}

/// Another item that says the same.
fn twin(item: &Item, (public_id, id): (String, ItemId)) -> (String, String) {
    let href = ["/trays/", item.tray.as_str(), "/", &public_id].concat();
    (href, id.to_string())
}

/// What the link back to a tray says.
pub(super) const fn back(tray: Tray) -> &'static str {
    match tray {
        Tray::Records => "Back to the records mailbox",
        Tray::Forms => "Back to the medical forms mailbox",
        Tray::Fax => "Back to the faxes",
        Tray::Scans => "Back to the scanned post",
    }
}

/// What can be done with it, the usual first.
fn links(item: &Item) -> Vec<(String, &'static str)> {
    let own = address(item);
    let mut links = Vec::new();
    if rules::may_settle(item).is_ok() {
        links.push(([&own, "/request"].concat(), "Log as a request"));
        links.push(([&own, "/addition"].concat(), "Add to a request"));
    }
    if item.settled.is_none() {
        links.push(([&own, "/move"].concat(), "Move to another tray"));
        links.push(([&own, "/aside"].concat(), "Set aside"));
    }
    if rules::may_follow_up(item).is_ok() {
        links.push(([&own, "/follow-up"].concat(), "Say what follows"));
    }
    links
}

fn likely(item: &Item, one: Suggestion, acts: bool) -> Likely {
    let href = ["/requests/", &one.public_id].concat();
    let closed = if one.closed { ", closed" } else { "" };
    let about = format!("{}{closed}. Score {} of 100", one.patient, one.score);
    let matched = Matched::new("May belong to", &one.reference, href, about);
    let add = [&address(item), "/addition?to=", &one.reference].concat();
    Likely {
        matched: one.matched.into_iter().fold(matched, Matched::same),
        add: acts.then_some((add, one.reference)),
    }
}
