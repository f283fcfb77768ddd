//! Corrections of a session, and what is done with one item, on a short page each: shown, sent, shown again with
//! everything typed when it is refused.

use askama::Template;

use super::begin::second;
use super::session::carry_out;
use super::{address, find, moment, seen};
use crate::calendar::plural;
use crate::drop_box::model::Session;
use crate::drop_box::model::Version;
use crate::drop_box::{commands, forms, store};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// A short page.
#[derive(Template)]
#[template(path = "drop_box/task.html")]
pub(super) struct TaskPage {
    pub chrome: Chrome,
    pub title: String,
    pub said: String,
    pub back: String,
    pub facts: Facts,
    pub notes: Vec<Note>,
    pub tag: FormTag,
    pub form: FormState,
    pub fields: Vec<Part>,
    pub button: Button,
}

/// The page of a task on this session, with the reason as its last field.
fn page(
    visit: &Visit,
    session: &Session,
    (noun, title, note, button): (&str, &str, &str, &str),
    form: FormState,
    fields: Vec<Part>,
) -> Result<TaskPage, AppError> {
    let emptying = &session.emptying;
    let back = address(emptying);
    let mut chrome = visit.chrome(format!("{title} – {}", emptying.id));
    chrome.error = form.is_refused();
    let version = form.version().map_or(emptying.version, Version);
    let why = form.lines("why", "Reason").rows(3);
    Ok(TaskPage {
        title: title.to_owned(),
        said: emptying.id.to_string(),
        facts: Facts::new()
            .fact("Emptied", &moment(visit, emptying, emptying.emptied_at))
            .fact("By", &emptying.opened_by.name)
            .fact("With", &emptying.second.name)
            .fact("Counted", &plural(emptying.envelopes, "envelope")),
        notes: vec![Note::new(Tone::Info, note)],
        tag: FormTag::new([&*back, noun].concat(), &chrome.csrf)
            .key(visit.key_of(&form)?)
            .version(version.0)
            .guarded(),
        fields: fields.into_iter().chain([Part::new(why)]).collect(),
        button: Button::primary(button),
        back,
        form,
        chrome,
    })
}

async fn typed(visit: &Visit) -> Result<FormState, AppError> {
    Ok(visit.draft().await?.unwrap_or_else(FormState::empty))
}

/// Shows where a miscount is corrected.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike.
pub async fn show_count(visit: Visit) -> Answer {
    let form = typed(&visit).await?;
    visit.page(&count_page(&visit, form).await?)
}

async fn count_page(visit: &Visit, form: FormState) -> Result<TaskPage, AppError> {
    let session = seen(visit).await?;
    let envelopes = form
        .text("envelopes", "Envelopes there really are")
        .kind(Kind::Digits)
        .width(Width::Quarter);
    let texts = (
        "/count",
        "Correct the count",
        "The first count stays in the history, with your reason. The other one of you two counts and confirms again.",
        "Correct the count",
    );
    page(visit, &session, texts, form, vec![Part::new(envelopes)])
}

/// Corrects a miscount.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn correct_count(visit: Visit) -> Answer {
    let command = match forms::correct_count(visit.form.clone()) {
        Ok(command) => command,
        Err(form) => return visit.refused(&count_page(&visit, form).await?),
    };
    let (version, sent) = (Version(visit.version_seen()?), command.clone());
    let say = "The count is corrected; it waits to be confirmed.";
    let answer = carry_out(&visit, (version, command), "", say, move |tx, actor, id| {
        commands::correct_count(tx, actor, id, version, &sent)
    });
    match answer.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            visit.refused(&count_page(&visit, form).await?)
        }
        done => done,
    }
}

/// Shows where another second person is named.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike.
pub async fn show_second(visit: Visit) -> Answer {
    let form = typed(&visit).await?;
    visit.page(&second_page(&visit, form).await?)
}

async fn second_page(visit: &Visit, form: FormState) -> Result<TaskPage, AppError> {
    let find = find(visit)?;
    let (session, hands) = visit
        .show(move |read| {
            let session = find(read)?;
            let hands = store::list_hands(read, &session.emptying.site)?;
            let seen = super::evidence(&session);
            Ok(((session, hands), seen))
        })
        .await?;
    let first = session.emptying.opened_by.id;
    let others: Vec<(String, String)> = hands
        .into_iter()
        .filter(|(_, person)| person.id != first)
        .map(|(id, person)| (id, person.name))
        .collect();
    let field = second(&form, &others).width(Width::Half);
    let texts = (
        "/second",
        "Another second person",
        "For a name chosen wrongly. Who was named before stays in the history, with your reason.",
        "Name this person",
    );
    page(visit, &session, texts, form, vec![Part::new(field)])
}

/// Names another second person.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn change_second(visit: Visit) -> Answer {
    let command = match forms::other_second(visit.form.clone()) {
        Ok(command) => command,
        Err(form) => return visit.refused(&second_page(&visit, form).await?),
    };
    let (version, sent) = (Version(visit.version_seen()?), command.clone());
    let say = "The second person is corrected.";
    let answer = carry_out(&visit, (version, command), "", say, move |tx, actor, id| {
        commands::change_second(tx, actor, id, version, &sent)
    });
    match answer.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            visit.refused(&second_page(&visit, form).await?)
        }
        done => done,
    }
}

/// Shows where a session that was opened by mistake is ended.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike.
pub async fn show_session_mistake(visit: Visit) -> Answer {
    let form = typed(&visit).await?;
    visit.page(&mistake_page(&visit, form).await?)
}

async fn mistake_page(visit: &Visit, form: FormState) -> Result<TaskPage, AppError> {
    let session = seen(visit).await?;
    let texts = (
        "/mistake",
        "Opened by mistake",
        "For a session with wrong times, or a box that was not emptied. It stays on the list and says nothing about the box.",
        "End the session",
    );
    page(visit, &session, texts, form, Vec::new())
}

/// Ends a session that was opened by mistake.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn end_as_mistake(visit: Visit) -> Answer {
    let why = match forms::why(visit.form.clone()) {
        Ok(why) => why,
        Err(form) => return visit.refused(&mistake_page(&visit, form).await?),
    };
    let (version, sent) = (Version(visit.version_seen()?), why.clone());
    let say = "The session is ended as opened by mistake.";
    let answer = carry_out(&visit, (version, why), "", say, move |tx, actor, id| {
        commands::end_as_mistake(tx, actor, id, version, &sent)
    });
    match answer.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            visit.refused(&mistake_page(&visit, form).await?)
        }
        done => done,
    }
}
