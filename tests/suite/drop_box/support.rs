//! Two clerks, their box, and a session of it.

use reqwest::StatusCode;
use roi_desk::staff::model::Role;
use scraper::Selector;

use crate::matrix::newest_person;
use crate::support::{Client, Desk, Page};

/// Two clerks at Duarte and the outer id of each.
pub struct Two {
    pub first: Client,
    pub first_id: String,
    pub second: Client,
    pub second_id: String,
}

pub async fn two_clerks(desk: &Desk) -> Two {
    let first = desk.clerk().await;
    let (_, first_id) = newest_person(desk);
    let second = desk.person(Role::FormsSpecialist, "duarte").await;
    let (_, second_id) = newest_person(desk);
    Two {
        first,
        first_id,
        second,
        second_id,
    }
}

/// Fields of a date and its time.
pub fn moment<'a>(
    field: &'static str,
    (month, day): (&'a str, &'a str),
    time: &'a str,
) -> Vec<(&'static str, &'a str)> {
    let names: [&'static str; 4] = match field {
        "emptied" => [
            "emptied-month",
            "emptied-day",
            "emptied-year",
            "emptied-time",
        ],
        _ => ["before-month", "before-day", "before-year", "before-time"],
    };
    names.into_iter().zip([month, day, "2026", time]).collect()
}

/// The box was emptied on Monday 8 June at 08:05 and before that on Thursday 4 June at 16:10.
pub fn begun<'a>(second: &'a str, envelopes: &'a str) -> Vec<(&'static str, &'a str)> {
    let mut fields = moment("emptied", ("6", "8"), "08:05");
    fields.extend(moment("before", ("6", "4"), "16:10"));
    fields.extend([("second", second), ("envelopes", envelopes)]);
    fields
}

/// Begins a session; answers its address.
pub async fn begin(two: &Two, envelopes: &str) -> String {
    let fields = begun(&two.second_id, envelopes);
    let sent = two.first.fill("/drop-box/new", &fields).await;
    address(&sent)
}

/// Where a redirect leads, without the part of the page.
pub fn address(sent: &Page) -> String {
    let to = sent
        .location
        .as_deref()
        .unwrap_or_else(|| panic!("{}: {}", sent.status, sent.words()));
    to.split('#').next().expect("an address").to_owned()
}

/// The form of a page that is sent to an address ending so, with these fields typed.
pub fn form(page: &Page, ending: &str, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let html = page.html();
    let css = format!("form[action$='{ending}']");
    let form = html
        .select(&Selector::parse(&css).expect("a selector"))
        .next()
        .unwrap_or_else(|| panic!("no form goes to {ending}: {}", page.words()));
    let hidden = Selector::parse("input[type=hidden]").expect("a selector");
    let kept = form.select(&hidden).filter_map(|input| {
        Some((
            input.attr("name")?.to_owned(),
            input.attr("value")?.to_owned(),
        ))
    });
    let mut fields: Vec<(String, String)> = kept.collect();
    fields.extend(
        typed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let action = form.attr("action").expect("a form says where it goes");
    (action.to_owned(), fields)
}

/// Opens a page and sends the form of it that goes to an address ending so.
pub async fn send(client: &Client, path: &str, ending: &str, typed: &[(&str, &str)]) -> Page {
    let page = client.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.words());
    let (action, fields) = form(&page, ending, typed);
    client.post(&action, &fields).await
}

/// Logs an envelope.
pub async fn log(client: &Client, session: &str, typed: &[(&str, &str)]) {
    let sent = send(client, session, "/items", typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
}

/// The second person counts and finds as many.
pub async fn confirm(client: &Client, session: &str, counted: &str) -> Page {
    send(client, session, "/confirmation", &[("counted", counted)]).await
}

/// The address of an item, by its number.
pub async fn item(client: &Client, session: &str, place: usize) -> String {
    let page = client.get(session).await;
    let links = page.attributes(
        &format!("section[aria-labelledby=items] tbody tr:nth-child({place}) a[href*='/items/']"),
        "href",
    );
    let link = links
        .first()
        .unwrap_or_else(|| panic!("item {place} can be settled: {}", page.words()));
    let parts: Vec<&str> = link.split('/').take(5).collect();
    parts.join("/")
}

/// Two envelopes: a form of a patient with an appointment on Friday, and a payment for somebody else.
pub const FORM: &[(&str, &str)] = &[
    ("kind", "authorization"),
    ("patient", "Canary, Cora"),
    ("appointment_on-month", "6"),
    ("appointment_on-day", "5"),
    ("appointment_on-year", "2026"),
];
pub const NOT_OURS: &[(&str, &str)] = &[("kind", "not_ours"), ("condition", "open")];
