//! One requester: the addresses, each with its proof and what the desk thinks of it, the requests, what happened.

use askama::Template;
use chrono::NaiveDateTime;

use super::{address, seen};
use crate::address_book::model::Shown;
use crate::requesters::model::{Address, HistoryLine, KeptAddress, Npi};
use crate::requesters::rules::{Standing, standing};
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "address_book/requester.html")]
struct RequesterPage {
    chrome: Chrome,
    name: Name,
    base: String,
    facts: Facts,
    may_change: bool,
    addresses: Vec<AddressRow>,
    former: Vec<(String, Name)>,
    requests: Vec<RequestRow>,
    looks: Vec<LookRow>,
    history: Timeline,
}

struct AddressRow {
    kind: &'static str,
    text: String,
    state: Tag,
    /// Why a second look is needed.
    why: Option<String>,
    proof: String,
    arrived: String,
    handed_over: String,
    bounced: Option<String>,
    href: String,
}

struct RequestRow {
    href: String,
    reference: String,
    own: Name,
    received: String,
    status: String,
    site: String,
}

struct LookRow {
    what: String,
    why: String,
    how: &'static str,
    when: String,
}

/// Shows a requester.
///
/// # Errors
/// `NotFound` for an unknown entry and another hospital's alike.
pub async fn show_requester(visit: Visit) -> Answer {
    let shown = seen(&visit, None).await?;
    visit.page(&page(&visit, &shown))
}

fn page(visit: &Visit, shown: &Shown) -> RequesterPage {
    let says = &shown.entry.says;
    let facilities = &visit.app.facilities;
    let site = &visit.actor.acting_site;
    let today = facilities.today(site, visit.now());
    let moment = |at: NaiveDateTime| dates::moment(facilities.local(site, at), today);
    let base = address(&shown.entry);
    let none = || "none".to_owned();
    let (used, former): (Vec<&KeptAddress>, Vec<&KeptAddress>) = shown
        .addresses
        .iter()
        .partition(|one| one.withdrawn.is_none());
    RequesterPage {
        name: Name::new(&says.name),
        facts: Facts::new()
            .fact("Kind", says.class.label())
            .fact("NPI", &says.npi.as_ref().map_or_else(none, Npi::to_string))
            .fact("Notes", &says.notes.clone().unwrap_or_else(none)),
        may_change: visit.actor.may(Permission::ChangeRequesters),
        addresses: used.into_iter().map(|one| row(one, &base)).collect(),
        former: former.into_iter().filter_map(ended).collect(),
        requests: shown
            .requests
            .iter()
            .map(|one| RequestRow {
                href: ["/requests/", &one.public_id].concat(),
                reference: one.reference.clone(),
                own: Name::new(one.own_reference.as_deref().unwrap_or("")),
                received: dates::full(one.received_on),
                status: one.status.clone(),
                site: facilities.site_name(&one.site, today),
            })
            .collect(),
        looks: shown
            .looks
            .iter()
            .map(|(look, at, by)| LookRow {
                what: look.kind.in_a_line(&look.text),
                why: look.why.clone(),
                how: look.how.label(),
                when: [&moment(*at), ", ", by].concat(),
            })
            .collect(),
        history: Timeline::new(
            shown
                .history
                .iter()
                .map(|line| told(line, facilities.local(site, line.at)))
                .collect(),
        ),
        base,
        chrome: visit.chrome("Requester"),
    }
}

fn row(kept: &KeptAddress, base: &str) -> AddressRow {
    let address = &kept.address;
    let (state, why) = match standing(address) {
        Standing::Proved => (Tag::new("Verified", Tone::Good), None),
        Standing::NeedsSecondLook(why) => (Tag::new("Second look", Tone::Warn), Some(why)),
    };
    let day = |on: Option<chrono::NaiveDate>| on.map_or_else(|| "never".to_owned(), dates::full);
    AddressRow {
        kind: address.kind.label(),
        text: address.text.replace('\n', ", "),
        state,
        why,
        proof: proof(address),
        arrived: day(address.arrived_on),
        handed_over: day(address.handed_over_on),
        bounced: address.bounced_on.map(dates::full),
        href: [base, "/contacts/", &kept.public_id].concat(),
    }
}

/// How and when it was verified, by whom, and what it was then if that is not what it is now.
fn proof(address: &Address) -> String {
    let Some(proof) = &address.proof else {
        return "never".to_owned();
    };
    let on = dates::full(proof.proved_on);
    let said = [&on, ", ", proof.method.label(), " (", &proof.by, ")"].concat();
    if proof.text == address.text {
        said
    } else {
        [&said, ", as ", &proof.text.replace('\n', ", ")].concat()
    }
}

fn ended(kept: &KeptAddress) -> Option<(String, Name)> {
    let (on, why) = kept.withdrawn.as_ref()?;
    let what = kept.in_a_line();
    let until = ["until ", &dates::full(*on), ": ", why].concat();
    Some((what, Name::new(&until)))
}

/// A line of history in words.
fn told(line: &HistoryLine, at: NaiveDateTime) -> TimelineItem {
    let happened = &line.happened;
    let change = match (&happened.was, &happened.became) {
        (Some(was), Some(became)) => format!(": {was} → {became}"),
        (None, Some(text)) | (Some(text), None) => format!(": {text}"),
        (None, None) => String::new(),
    };
    let told = TimelineItem::new(at, [happened.what.label(), &change].concat());
    let told = told.by(line.by.as_deref().unwrap_or("The desk"));
    match &happened.why {
        Some(why) => told.detail(why),
        None => told,
    }
}
