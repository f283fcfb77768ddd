//! The status-call card (B10): who may be told what, how it stands in plain words, and one key that keeps the call.

use askama::Template;
use chrono::NaiveDate;

use crate::desk::forms::{StatusCall, status_call};
use crate::desk::rules::status_call::{Caller, MayBeTold, is_early, may_be_told, repeated};
use crate::error::AppError;
use crate::facilities::model::Script;
use crate::form_state::FormState;
use crate::notices::model::Due;
use crate::notices::rules::read_out;
use crate::requests::commands::{GiveStatus, OpenRequest, give_status, open};
use crate::requests::model::{Event, Stage};
use crate::requests::rules::clocks::clocks;
use crate::requests::rules::identity::CallerSaid;
use crate::requests::store::{StoredEvent, list_events};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::{LetterLanguage, dates};

#[derive(Template)]
#[template(path = "desk/status_call.html")]
struct StatusCallPage {
    chrome: Chrome,
    reference: String,
    back: String,
    facts: Facts,
    calls: Option<Note>,
    answer: Option<Note>,
    sentences: Vec<(&'static str, Vec<String>)>,
    script: Vec<String>,
    early: bool,
    tag: FormTag,
    form: FormState,
}

/// Shows the card of a request.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub async fn show_status_call(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form).await?)
}

/// Keeps the call, or shows what may be told.
///
/// # Errors
/// `NotFound`; that nothing was stored.
pub async fn answer_status_call(visit: Visit) -> Answer {
    let form = visit.form.clone();
    let call = match status_call(form.clone()) {
        Ok(call) => call,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    if form.value("act") == "look" {
        return visit.page(&page(&visit, form).await?);
    }
    let command = kept(&call);
    let public_id: String = visit.path("request")?;
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let sent = (public_id.clone(), command.clone());
    visit
        .submit(&sent, move |tx| {
            let mut open = open(tx, &facilities, &public_id, &actor.sites, None)?;
            give_status(tx, &mut open, &actor, &command)?;
            Ok(Done::go("/phone").say("The call is on the timeline."))
        })
        .await
}

/// What is kept: what the rule lets be told, to whom, and by what the caller was verified; never what was said itself.
fn kept(call: &StatusCall) -> GiveStatus {
    let answerable = may_be_told(call.caller, &call.said);
    let verified = answerable.what == MayBeTold::HowItStands;
    let by: Vec<String> = call
        .said
        .iter()
        .map(|one| one.label().to_lowercase())
        .collect();
    let asked = if by.is_empty() {
        "nothing was asked".to_owned()
    } else {
        ["asked: ", &by.join(", ")].concat()
    };
    let told = if verified {
        "told how it stands, whose move it is and when it is due"
    } else {
        "told nothing about the request"
    };
    let note = call.note.as_ref().map(|note| [". ", note].concat());
    let who = call.caller.label().to_lowercase();
    GiveStatus {
        verified,
        told: [
            &*who,
            "; ",
            &asked,
            "; ",
            told,
            note.as_deref().unwrap_or(""),
        ]
        .concat(),
    }
}

async fn page(visit: &Visit, form: FormState) -> Result<StatusCallPage, AppError> {
    let public_id: String = visit.path("request")?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    let (open, events) = visit
        .show(move |read| {
            let open = open(read, &facilities, &public_id, &sites, None)?;
            let events = list_events(read, open.request.id)?;
            let seen = open.seen();
            Ok(((open, events), seen))
        })
        .await?;
    let request = &open.request;
    let today = open.terms.calendar.local_date(visit.now());
    let ledger = clocks(&open.clock_facts(), &open.terms.calendar, today);
    let reference = request.reference.to_string();
    let back = ["/requests/", &request.public_id].concat();
    let mut chrome = visit.chrome(["Status call – ", &reference].concat());
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    let born = request.asked.patient.born_on;
    let born = born.map_or_else(|| "birth date not known".to_owned(), dates::iso);
    let asked = &request.asked;
    Ok(StatusCallPage {
        tag: FormTag::new([&back, "/status-call"].concat(), &chrome.csrf)
            .key(key)
            .guarded(),
        facts: Facts::new()
            .fact_with("Patient", &asked.patient.name, born)
            .fact_with(
                "Requester",
                &asked.requester.name,
                asked.requester.class.label(),
            )
            .fact("Status", request.shown.label())
            .fact(
                "Whose move",
                if request.stage == Stage::Closed {
                    "No one's"
                } else {
                    request.whose_move.label()
                },
            ),
        calls: calls(visit, &open, &events, today),
        answer: told(&form),
        sentences: sentences(visit, &open),
        script: script(visit, today),
        early: is_early(ledger.status_ok_from, today),
        chrome,
        form,
        reference,
        back,
    })
}

/// What may be told to who was entered so far.
fn told(form: &FormState) -> Option<Note> {
    let call = status_call(form.clone()).ok()?;
    let answerable = may_be_told(call.caller, &call.said);
    let tone = match answerable.what {
        MayBeTold::HowItStands => Tone::Good,
        MayBeTold::Nothing => Tone::Warn,
    };
    Some(
        Note::new(tone, [" ", &answerable.why].concat())
            .strong([answerable.what.label(), "."].concat()),
    )
}

/// Earlier calls about this request (B10).
fn calls(
    visit: &Visit,
    open: &OpenRequest,
    events: &[StoredEvent],
    today: NaiveDate,
) -> Option<Note> {
    let called = events
        .iter()
        .filter(|one| matches!(one.event, Event::StatusGiven { .. }));
    let calls: Vec<_> = called.map(|one| one.at).collect();
    let last = calls.last()?;
    let count = repeated(&calls, visit.now());
    let local = visit.app.facilities.local(&open.request.asked.site, *last);
    let last = dates::moment(local, today);
    let text = match count {
        0 => format!("Somebody called about it before, last on {last}."),
        1 => format!("Somebody called about it within two weeks, on {last}."),
        n => format!(
            "{n} calls about it within two weeks, the last on {last}. Find out what is needed and say who will call back."
        ),
    };
    let tone = if count > 1 { Tone::Warn } else { Tone::Info };
    Some(Note::new(tone, text))
}

/// What is read out once the caller is verified, in both languages of letters; the words are those of the letter (N20).
fn sentences(visit: &Visit, open: &OpenRequest) -> Vec<(&'static str, Vec<String>)> {
    let request = &open.request;
    let today = open.terms.calendar.local_date(visit.now());
    let phone = visit
        .app
        .facilities
        .status_phone(&request.asked.site, today);
    let is_promise = request.due_rule == "our promise";
    let due = if is_promise {
        Due::OurPromise(request.due_on)
    } else {
        Due::Law(request.due_on)
    };
    let own = LetterLanguage::from(request.asked.language);
    let mut languages = vec![own];
    languages.extend(
        LetterLanguage::ALL
            .iter()
            .copied()
            .filter(|one| *one != own),
    );
    let reference = request.reference.to_string();
    languages
        .into_iter()
        .map(|language| {
            let lines = read_out(
                (request.stage, request.whose_move),
                Some(due),
                (&reference, &phone),
                language,
            );
            (language.as_str(), lines)
        })
        .collect()
}

/// The house's script of the wait (S49, S50).
fn script(visit: &Visit, today: NaiveDate) -> Vec<String> {
    let facilities = &visit.app.facilities;
    let profile = facilities.of_site(&visit.actor.acting_site);
    let script = profile.and_then(|(profile, _)| profile.get::<Script>("status_wait", today));
    script.map_or_else(Vec::new, |row| row.value.lines.clone())
}

impl StatusCallPage {
    fn caller(&self) -> Radios {
        let callers = Caller::offered();
        self.form.radios("caller", "Who calls").choices(callers)
    }

    fn said(&self) -> Checkboxes {
        let things = CallerSaid::offered();
        self.form
            .checkboxes(
                "said",
                "What the caller said that the record or the request holds",
            )
            .hint("Ask; do not read it out to be confirmed. Write down none of it.")
            .optional()
            .choices(things)
    }
}
