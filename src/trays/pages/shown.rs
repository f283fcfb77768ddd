//! What the pages of a tray say of an item.

use super::address;
use crate::trays::model::{ArrivalKind, FollowUp, HistoryLine, Item, Outcome};
use crate::trays::store::TrayPaper;
use crate::web::components::*;
use crate::web::visit::Visit;
use crate::words::dates;

/// An item on a list.
pub(super) struct Row {
    pub href: String,
    pub id: String,
    pub arrived: String,
    pub received: String,
    pub from: Name,
    pub subject: Name,
    pub kind: Option<Tag>,
    pub state: Tag,
    pub request: Option<(String, String)>,
    pub why: Option<String>,
}

/// An item on a list.
pub(super) fn row(visit: &Visit, item: &Item) -> Row {
    let today = visit.app.facilities.today(&item.site, visit.now());
    let settled = item.settled.as_ref();
    Row {
        href: address(item),
        id: item.id.to_string(),
        arrived: super::moment(visit, &item.site, item.came.at),
        received: dates::short(item.came.received_on, today),
        from: Name::new(&from(item)),
        subject: Name::new(item.says.subject.as_deref().unwrap_or("no subject")),
        kind: kind(item),
        state: state(item),
        request: settled
            .and_then(|settled| settled.request.clone())
            .map(|(id, reference)| (["/requests/", &id].concat(), reference)),
        why: settled.and_then(|settled| settled.why.clone()),
    }
}

/// Who sent it, or where it was found.
pub(super) fn from(item: &Item) -> String {
    match (&item.says.sender_name, &item.says.sender) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (None, Some(address)) => address.clone(),
        (Some(name), None) => name.clone(),
        (None, None) => item.came.source.clone(),
    }
}

/// What is special about it.
pub(super) fn kind(item: &Item) -> Option<Tag> {
    let tone = match item.kind {
        ArrivalKind::Message | ArrivalKind::Document => return None,
        ArrivalKind::AutoReply => Tone::Plain,
        ArrivalKind::Bounce | ArrivalKind::TooLarge => Tone::Warn,
        ArrivalKind::Unreadable => Tone::Bad,
    };
    Some(Tag::new(item.kind.label(), tone))
}

/// How it stands, in a word.
pub(super) fn state(item: &Item) -> Tag {
    match &item.settled {
        _ if item.follow_up == Some(FollowUp::Open) => Tag::new("On a closed request", Tone::Warn),
        None => Tag::new("Waits", Tone::Warn),
        Some(settled) => {
            let tone = match settled.outcome {
                Outcome::NewRequest | Outcome::Added => Tone::Good,
                Outcome::SetAside => Tone::Plain,
            };
            Tag::new(settled.outcome.label(), tone)
        }
    }
}

/// Where it came from, when, and the day it counts as received.
pub(super) fn facts(visit: &Visit, item: &Item) -> Facts {
    let arrived = super::moment(visit, &item.site, item.came.at);
    let mut facts = Facts::new()
        .fact("From", &from(item))
        .fact("Subject", item.says.subject.as_deref().unwrap_or("none"))
        .fact("Came to", &item.came.source)
        .fact("Arrived", &arrived)
        .fact("Received on", &dates::full(item.came.received_on));
    if item.came.to != item.tray {
        facts = facts.fact("First in", item.came.to.label());
    }
    facts
}

/// What stands beside the actions: the words of the message, the pages of its papers, what is no paper of the desk.
pub(super) struct Beside {
    pub body: Option<String>,
    pub viewers: Vec<ScanPages>,
    pub refused: Vec<(Name, String)>,
    /// Where the original is downloaded; none where it is not kept or the person may not.
    pub original: Option<String>,
}

/// What stands beside the actions. The words of the message stand there as text, so their paper is not shown as well.
pub(super) fn beside(item: &Item, papers: &[TrayPaper], may_download: bool) -> Beside {
    let own = address(item);
    let shown = papers
        .iter()
        .filter(|paper| !(paper.is_message && item.says.body.is_some()));
    let viewers = shown.filter_map(|paper| viewer(&own, paper)).collect();
    let refused = papers.iter().filter_map(|paper| {
        let why = paper.paper.as_ref().err()?;
        Some((Name::new(&paper.name), why.clone()))
    });
    Beside {
        body: item.says.body.clone(),
        viewers,
        refused: refused.collect(),
        original: (item.has_original && may_download).then(|| [&own, "/original"].concat()),
    }
}

/// The pages of a paper.
pub(super) fn viewer(own: &str, paper: &TrayPaper) -> Option<ScanPages> {
    let found = paper.paper.as_ref().ok()?;
    let base = [own, "/papers/", &paper.public_id].concat();
    let (id, pages) = (&paper.public_id, found.pages.unwrap_or(0));
    Some(ScanPages::of_paper(
        id,
        found.name.as_str(),
        &base,
        pages,
        &paper.description,
    ))
}

/// What happened, the newest first.
pub(super) fn timeline(visit: &Visit, item: &Item, history: &[HistoryLine]) -> Timeline {
    let items = history.iter().map(|line| {
        let at = visit.app.facilities.local(&item.site, line.at);
        let text = match &line.became {
            Some(became) => [line.what.label(), ": ", became].concat(),
            None => line.what.label().to_owned(),
        };
        let told = TimelineItem::new(at, text).by(line.by.as_deref().unwrap_or("the desk"));
        match &line.why {
            Some(why) => told.detail(why),
            None => told,
        }
    });
    Timeline::new(items.collect())
}
