//! Mail that has not arrived for certain, and what a person decides about it (T21, T22).

use askama::Template;

use super::email_note;
use crate::error::AppError;
use crate::mail::MailState;
use crate::notices::model::{MailDecision, OutboxRow};
use crate::notices::{commands, forms, store};
use crate::web::chrome::Chrome;
use crate::web::components::{Action, Empty, FormTag, Name, Note, Tag, Tone};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

struct Line {
    reference: String,
    request_href: String,
    what: &'static str,
    to: Name,
    state: Tag,
    since: String,
    said: String,
    actions: Vec<Action>,
}

#[derive(Template)]
#[template(path = "notices/outbox.html")]
struct OutboxPage {
    chrome: Chrome,
    note: Option<Note>,
    lines: Vec<Line>,
    said: String,
}

/// How many rows the list shows.
const SHOWN: i64 = 100;

/// `GET /outbox`
///
/// # Errors
/// What the database says.
pub async fn list_outbox(visit: Visit) -> Answer {
    let sites = visit.actor.sites.clone();
    let rows = visit
        .read(move |read| Ok(store::list_to_see(read, &sites, SHOWN)?))
        .await?;
    let chrome = visit.chrome("Letters and mail");
    let lines: Vec<Line> = rows
        .into_iter()
        .map(|row| line(&visit, &chrome, row))
        .collect::<Result<_, _>>()?;
    let page = OutboxPage {
        note: email_note(&visit),
        said: format!(
            "{} not known to have arrived, what needs a person first",
            if lines.len() == 1 {
                "1 message".to_owned()
            } else {
                format!("{} messages", lines.len())
            }
        ),
        chrome,
        lines,
    };
    visit.page(&page)
}

fn line(visit: &Visit, chrome: &Chrome, row: OutboxRow) -> Result<Line, AppError> {
    let state = MailState::parse(&row.state).map_err(|e| AppError::Fault(e.to_string()))?;
    let site = &visit.actor.acting_site;
    let facilities = &visit.app.facilities;
    let local = |at| facilities.local(site, at);
    let today = facilities.today(site, visit.now());
    let tone = match state {
        MailState::Failed | MailState::Uncertain => Tone::Bad,
        _ if row.alarm => Tone::Bad,
        MailState::Deferred => Tone::Warn,
        _ => Tone::Info,
    };
    let mut actions = Vec::new();
    for decision in offered(state) {
        let tag = FormTag::new(
            format!("/outbox/{}/{}", row.public_id, decision.as_str()),
            &chrome.csrf,
        )
        .key(visit.key()?);
        actions.push(Action::post(decision.label(), tag));
    }
    Ok(Line {
        reference: row.reference.to_string(),
        request_href: format!("/requests/{}", row.request),
        what: row.kind.label(),
        to: Name::new(&row.to_address),
        state: Tag::new(state.label(), tone),
        since: dates::moment(local(row.state_at), today),
        said: row.said.unwrap_or_default(),
        actions,
    })
}

fn offered(state: MailState) -> &'static [MailDecision] {
    match state {
        MailState::Queued => &[MailDecision::TryNow],
        MailState::Deferred => &[MailDecision::TryNow, MailDecision::Settled],
        MailState::Failed => &[MailDecision::SendAgain, MailDecision::Settled],
        MailState::Uncertain => &[
            MailDecision::Arrived,
            MailDecision::SendAgain,
            MailDecision::Settled,
        ],
        MailState::Claimed | MailState::HandingOver | MailState::Sent => &[],
    }
}

/// `POST /outbox/{mail}/{decision}`
///
/// # Errors
/// Not found, a refusal, or what the database says.
pub async fn decide_mail(visit: Visit) -> Answer {
    let (mail, decision): (String, String) = (visit.path("mail")?, visit.path("decision")?);
    let decision = forms::decision(visit.form.clone().with("decision", decision))
        .map_err(|_| AppError::NotFound)?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    let command = (mail.clone(), decision);
    visit
        .submit(&command, move |tx| {
            commands::decide(tx, &facilities, &mail, &sites, decision)?;
            Ok(Done::go("/outbox").say("The decision is noted."))
        })
        .await
}
