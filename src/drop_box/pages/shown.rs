//! What the page of a session says: its facts, its items, what can be done with each, what happened.

use super::{moment, place_of};
use crate::calendar::spoken;
use crate::drop_box::model::{HistoryLine, Item, Outcome, Session};
use crate::drop_box::rules;
use crate::web::components::*;
use crate::web::visit::Visit;
use crate::words::dates;

/// One item with what can be done with it.
pub(super) struct Row {
    pub place: i64,
    pub kind: &'static str,
    pub patient: Name,
    pub appointment: String,
    pub received: String,
    pub why: String,
    pub condition: Option<String>,
    pub state: Tag,
    /// The request it became, or where it was put.
    pub request: Option<(String, String)>,
    pub went_to: Option<String>,
    pub links: Vec<(String, &'static str)>,
}

/// The corrections this person may make.
pub(super) fn corrections(session: &Session, me: i64, base: &str) -> Vec<(String, &'static str)> {
    let emptying = &session.emptying;
    let offered = [
        (
            rules::may_count(emptying, me).is_ok(),
            "/count",
            "Correct the count",
        ),
        (
            rules::may_change_second(emptying, me).is_ok(),
            "/second",
            "Another second person",
        ),
        (
            rules::may_end_as_mistake(session).is_ok(),
            "/mistake",
            "Opened by mistake",
        ),
    ];
    offered
        .into_iter()
        .filter(|(may, ..)| *may)
        .map(|(_, noun, label)| ([base, noun].concat(), label))
        .collect()
}

/// Both times, both people, the count.
pub(super) fn facts(visit: &Visit, session: &Session) -> Facts {
    let emptying = &session.emptying;
    let at = |instant| moment(visit, emptying, instant);
    let confirmed = match emptying.confirmed_at {
        Some(when) => format!("confirmed by {}, {}", emptying.confirmer().name, at(when)),
        None => "not confirmed".to_owned(),
    };
    Facts::new()
        .fact("Box", &place_of(visit, emptying))
        .fact("Emptied", &at(emptying.emptied_at))
        .fact("Before that", &at(emptying.previous_at))
        .fact("By", &emptying.opened_by.name)
        .fact("With", &emptying.second.name)
        .fact_with(
            "Envelopes counted",
            &emptying.envelopes.to_string(),
            confirmed,
        )
}

/// One item as the page shows it to somebody who acts, or only looks.
pub(super) fn row(visit: &Visit, session: &Session, item: &Item, acts: bool, base: &str) -> Row {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&session.emptying.site, visit.now());
    // The first sentence says when the box was emptied, which stands above for all of them.
    let reason = item.received_why.iter().skip(1);
    let reason: Vec<String> = reason.map(|sentence| spoken(sentence)).collect();
    let own = [base, "/items/", &item.public_id].concat();
    let settled = item.settled.as_ref();
    Row {
        place: item.place,
        kind: item.found.kind.label(),
        patient: Name::new(item.found.patient.as_deref().unwrap_or("none written")),
        appointment: item
            .found
            .appointment_on
            .map_or_else(|| "none written".to_owned(), |on| dates::short(on, today)),
        received: dates::short(item.received_on, today),
        why: reason.join(" "),
        condition: item.found.condition.clone(),
        state: match settled {
            None => Tag::new("To settle", Tone::Warn),
            Some(settled) => Tag::new(settled.outcome.label(), tone(settled.outcome)),
        },
        request: settled
            .and_then(|settled| settled.request.clone())
            .map(|(id, reference)| (["/requests/", &id].concat(), reference)),
        went_to: settled.and_then(|settled| {
            let parts = [&settled.went_to, &settled.why];
            let said: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            (!said.is_empty()).then(|| said.join(": "))
        }),
        links: if acts {
            links(session, item, &own)
        } else {
            Vec::new()
        },
    }
}

fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::NewRequest | Outcome::Attached => Tone::Good,
        Outcome::SetAside | Outcome::Mistake => Tone::Plain,
    }
}

fn links(session: &Session, item: &Item, own: &str) -> Vec<(String, &'static str)> {
    let mut links = Vec::new();
    if rules::may_settle(&session.emptying, item).is_ok() {
        links.push(([own, "/request"].concat(), "Log as a request"));
        links.push(([own, "/attachment"].concat(), "Add to a request"));
        if item.settled.is_none() {
            links.push(([own, "/aside"].concat(), "Set aside"));
        }
    }
    if rules::may_correct(&session.emptying, item).is_ok() {
        links.push((own.to_owned(), "Correct"));
    }
    links
}

/// What happened, the newest first.
pub(super) fn timeline(visit: &Visit, session: &Session, history: &[HistoryLine]) -> Timeline {
    let facilities = &visit.app.facilities;
    let site = &session.emptying.site;
    let items = history.iter().map(|line| {
        let item = line
            .item
            .map_or_else(String::new, |place| format!(" item {place}"));
        let change = match (&line.was, &line.became) {
            (Some(was), Some(became)) => format!(": {became} instead of {was}"),
            (None, Some(became)) => format!(": {became}"),
            _ => String::new(),
        };
        let text = [line.what.label(), &item, &change].concat();
        let told = TimelineItem::new(facilities.local(site, line.at), text).by(&*line.by);
        match &line.why {
            Some(why) => told.detail(why),
            None => told,
        }
    });
    Timeline::new(items.collect())
}
