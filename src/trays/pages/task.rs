//! What is done with one item on a short page, its papers beside it: moved, set aside, what follows decided.

use askama::Template;

use super::shown::{Beside, beside, facts};
use super::{Whole, address, seen};
use crate::db::Tx;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::staff::model::Actor;
use crate::trays::model::{Item, Version};
use crate::trays::{commands, forms, rules};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

/// A short page of an item.
#[derive(Template)]
#[template(path = "trays/task.html")]
pub(super) struct TaskPage {
    pub chrome: Chrome,
    pub title: &'static str,
    pub said: String,
    pub back: String,
    pub facts: Facts,
    pub note: Note,
    pub tag: FormTag,
    pub form: FormState,
    pub fields: Vec<Part>,
    pub button: Button,
    pub beside: Beside,
}

/// What differs between the pages.
pub(super) struct Sheet {
    pub noun: &'static str,
    pub title: &'static str,
    pub note: &'static str,
    pub button: &'static str,
}

const MOVE: Sheet = Sheet {
    noun: "/move",
    title: "Move to another tray",
    note: "What came into the wrong box is moved, never refused. It was received the day it reached the first one.",
    button: "Move it",
};

const ASIDE: Sheet = Sheet {
    noun: "/aside",
    title: "Set aside",
    note: "For what is no business of the desk. It stays here with its papers and can be taken up again.",
    button: "Set it aside",
};

const FOLLOW_UP: Sheet = Sheet {
    noun: "/follow-up",
    title: "Say what follows",
    note: "The request is closed, and this came for it. Log a new request if something new is asked for.",
    button: "It is decided",
};

/// The page of a task on this item.
pub(super) fn page(
    visit: &Visit,
    sheet: &Sheet,
    whole: &Whole,
    form: FormState,
    fields: Vec<Part>,
) -> Result<TaskPage, AppError> {
    let item = &whole.item;
    let back = address(item);
    let mut chrome = visit.chrome([sheet.title, " – ", &item.id.to_string()].concat());
    chrome.error = form.is_refused();
    let version = form.version().map_or(item.version, Version);
    let key = visit.key_of(&form)?;
    Ok(TaskPage {
        title: sheet.title,
        said: item.id.to_string(),
        facts: facts(visit, item),
        note: Note::new(Tone::Info, sheet.note),
        tag: FormTag::new([&back, sheet.noun].concat(), &chrome.csrf)
            .key(key)
            .version(version.0)
            .guarded(),
        fields,
        button: Button::primary(sheet.button),
        beside: beside(item, &whole.papers, false),
        back,
        form,
        chrome,
    })
}

type Fields = fn(&Item, &FormState) -> Vec<Part>;

fn reason(_: &Item, form: &FormState) -> Vec<Part> {
    vec![Part::new(form.lines("why", "Reason").rows(3))]
}

fn decision(_: &Item, form: &FormState) -> Vec<Part> {
    let field = form.lines("why", "What was decided").rows(3);
    vec![Part::new(field)]
}

fn trays(item: &Item, form: &FormState) -> Vec<Part> {
    let trays = rules::targets(item.tray);
    let choices = trays.iter().map(|tray| (tray.as_str(), tray.label()));
    vec![Part::new(
        form.radios("tray", "The tray it belongs in")
            .choices(choices),
    )]
}

async fn show(
    visit: Visit,
    sheet: &Sheet,
    fields: Fields,
    may: fn(&Item) -> Result<(), crate::words::Refusal>,
) -> Answer {
    let draft = visit.draft().await?;
    let whole = seen(&visit).await?;
    may(&whole.item).map_err(AppError::Refused)?;
    let form = draft.unwrap_or_else(FormState::empty);
    let fields = fields(&whole.item, &form);
    visit.page(&page(&visit, sheet, &whole, form, fields)?)
}

async fn again(visit: &Visit, sheet: &Sheet, fields: Fields, form: FormState) -> Answer {
    let whole = seen(visit).await?;
    let fields = fields(&whole.item, &form);
    visit.refused(&page(visit, sheet, &whole, form, fields)?)
}

/// Reads what was typed, carries it out, and goes back to the item; or shows the page again.
async fn send<C: std::fmt::Debug + Clone + Send + 'static>(
    visit: Visit,
    (sheet, fields, say): (&Sheet, Fields, &'static str),
    read: fn(FormState) -> Result<C, FormState>,
    run: fn(&mut Tx<'_>, &Actor, &str, Version, &C) -> Result<(), CommandError>,
) -> Answer {
    let command = match read(visit.form.clone()) {
        Ok(command) => command,
        Err(form) => return again(&visit, sheet, fields, form).await,
    };
    let (version, id): (Version, String) = (Version(visit.version_seen()?), visit.path("arrival")?);
    let back: String = ["/trays/", &visit.path::<String>("tray")?].concat();
    let (whole, actor) = ((id.clone(), version, command.clone()), visit.actor.clone());
    let done = visit.submit(&whole, move |tx| {
        run(tx, &actor, &id, version, &command)?;
        Ok(Done::go(back).say(say))
    });
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, sheet, fields, form).await
        }
        done => done,
    }
}

fn waits(item: &Item) -> Result<(), crate::words::Refusal> {
    match rules::targets(item.tray).first() {
        Some(to) => rules::may_move(item, *to),
        None => rules::may_settle(item),
    }
}

/// Shows where an item is moved.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; a refusal when it does not wait.
pub async fn show_move(visit: Visit) -> Answer {
    show(visit, &MOVE, trays, waits).await
}

/// Moves an item to another tray.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn move_item(visit: Visit) -> Answer {
    let what = (&MOVE, trays as Fields, "The item is moved.");
    send(visit, what, forms::move_to, commands::move_item).await
}

/// Shows where an item is set aside.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; a refusal when it does not wait.
pub async fn show_aside(visit: Visit) -> Answer {
    show(visit, &ASIDE, reason, waits).await
}

/// Sets an item aside.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn set_aside(visit: Visit) -> Answer {
    let what = (&ASIDE, reason as Fields, "The item is set aside.");
    send(visit, what, forms::why, |tx, actor, id, seen, why| {
        commands::aside(tx, actor, id, seen, why)
    })
    .await
}

/// Shows where it is said what follows from mail on a closed request.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; a refusal when nothing waits for a decision.
pub async fn show_follow_up(visit: Visit) -> Answer {
    show(visit, &FOLLOW_UP, decision, rules::may_follow_up).await
}

/// Writes down what was decided.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn follow_up(visit: Visit) -> Answer {
    let what = (&FOLLOW_UP, decision as Fields, "The decision is noted.");
    send(visit, what, forms::why, |tx, actor, id, seen, why| {
        commands::follow_up(tx, actor, id, seen, why)
    })
    .await
}
