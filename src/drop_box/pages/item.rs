//! One item: corrected, added to an open request, set aside, or marked as logged by mistake.

use super::session::{carry_out, kind};
use super::task::TaskPage;
use super::{address, seen_item};
use crate::calendar::spoken;
use crate::db::Tx;
use crate::drop_box::model::{Item, Session, Version};
use crate::drop_box::{commands, forms};
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::staff::model::Actor;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// What differs between the pages of an item.
struct Sheet {
    noun: &'static str,
    title: &'static str,
    button: &'static str,
    fields: fn(&FormState) -> Vec<Part>,
}

const ATTACHMENT: Sheet = Sheet {
    noun: "/attachment",
    title: "Add to a request",
    button: "Add it to the request",
    fields: |form| {
        vec![Part::new(
            form.text("to", "Reference of the open request")
                .hint("For example ROI-2026-004217-5. Its timeline will name this session and the day of receipt.")
                .width(Width::Half),
        )]
    },
};

const ASIDE: Sheet = Sheet {
    noun: "/aside",
    title: "Set aside",
    button: "Set it aside",
    fields: |form| {
        vec![
            Part::new(
                form.text("went_to", "Where it went")
                    .hint("For example: Cashier; returned by mail; tray of the forms desk.")
                    .width(Width::Half),
            ),
            Part::new(form.lines("why", "Reason").rows(3)),
        ]
    },
};

const MISTAKE: Sheet = Sheet {
    noun: "/mistake",
    title: "Logged by mistake",
    button: "It does not count",
    fields: |form| {
        vec![Part::new(
            form.lines("why", "Reason")
                .hint("For an item that is no envelope, or was logged twice. Its line stays and does not count.")
                .rows(3),
        )]
    },
};

const CORRECTION: Sheet = Sheet {
    noun: "",
    title: "Correct an item",
    button: "Save the correction",
    fields: |form| {
        vec![
            Part::new(kind(form).width(Width::Quarter)),
            Part::new(
                form.text("patient", "Patient, as written")
                    .hint("Family name first: Lopez, Maria.")
                    .width(Width::Quarter),
            ),
            Part::new(
                form.date("appointment_on", "Appointment written on it")
                    .optional()
                    .width(Width::Quarter),
            ),
            Part::new(
                form.text("condition", "Condition")
                    .optional()
                    .width(Width::Quarter),
            ),
        ]
    },
};

fn page(
    visit: &Visit,
    sheet: &Sheet,
    (session, item): &(Session, Item),
    form: FormState,
) -> Result<TaskPage, AppError> {
    let back = address(&session.emptying);
    let said = format!("{}, item {}", session.emptying.id, item.place);
    let mut chrome = visit.chrome([sheet.title, " – ", &said].concat());
    chrome.error = form.is_refused();
    let version = form.version().map_or(item.version, Version);
    let own = [&back, "/items/", &item.public_id].concat();
    let why = spoken(&item.received_why.join(" "));
    let mut notes = vec![Note::new(Tone::Plain, why)];
    if sheet.noun.is_empty() {
        let mistake = [&own, "/mistake"].concat();
        let note = Note::new(Tone::Info, "What was written before stays in the history.");
        notes.push(note.link(mistake, "It was logged by mistake"));
    }
    Ok(TaskPage {
        title: sheet.title.to_owned(),
        said,
        facts: facts(item),
        notes,
        tag: FormTag::new([&own, sheet.noun].concat(), &chrome.csrf)
            .key(visit.key_of(&form)?)
            .version(version.0)
            .guarded(),
        fields: (sheet.fields)(&form),
        button: Button::primary(sheet.button),
        back,
        form,
        chrome,
    })
}

fn facts(item: &Item) -> Facts {
    let found = &item.found;
    let facts = Facts::new()
        .fact("Kind", found.kind.label())
        .fact(
            "Patient, as written",
            found.patient.as_deref().unwrap_or("none written"),
        )
        .fact("Received on", &dates::full(item.received_on));
    match &found.condition {
        Some(condition) => facts.fact("Condition", condition),
        None => facts,
    }
}

async fn show(visit: Visit, sheet: &Sheet, begun: fn(&Item) -> FormState) -> Answer {
    let draft = visit.draft().await?;
    let given = seen_item(&visit).await?;
    let form = draft.unwrap_or_else(|| begun(&given.1));
    visit.page(&page(&visit, sheet, &given, form)?)
}

async fn again(visit: &Visit, sheet: &Sheet, form: FormState) -> Answer {
    let given = seen_item(visit).await?;
    visit.refused(&page(visit, sheet, &given, form)?)
}

/// Reads what was typed, carries it out, and goes back to the session; or shows the page again.
async fn send<C: std::fmt::Debug + Clone + Send + 'static>(
    visit: Visit,
    sheet: &Sheet,
    say: &'static str,
    read: fn(FormState) -> Result<C, FormState>,
    run: impl FnOnce(&mut Tx<'_>, &Actor, (&str, &str), Version, &C) -> Result<(), CommandError>
    + Send
    + 'static,
) -> Answer {
    let command = match read(visit.form.clone()) {
        Ok(command) => command,
        Err(form) => return again(&visit, sheet, form).await,
    };
    let (version, item): (_, String) = (Version(visit.version_seen()?), visit.path("item")?);
    let (whole, sent) = ((item.clone(), version, command.clone()), command);
    let done = carry_out(&visit, whole, "#items", say, move |tx, actor, id| {
        run(tx, actor, (id, &item), version, &sent)
    });
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, sheet, form).await
        }
        done => done,
    }
}

/// Shows an item to be corrected.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike.
pub async fn show_item(visit: Visit) -> Answer {
    show(visit, &CORRECTION, |item| forms::fill(&item.found)).await
}

/// Corrects what was found.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn correct_item(visit: Visit) -> Answer {
    let facilities = visit.app.facilities.clone();
    let say = "The item is corrected.";
    send(
        visit,
        &CORRECTION,
        say,
        forms::found,
        move |tx, actor, which, seen, found| {
            commands::correct(tx, &facilities, actor, which, seen, found)
        },
    )
    .await
}

/// Shows where an item is added to a request.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike.
pub async fn show_attachment(visit: Visit) -> Answer {
    show(visit, &ATTACHMENT, |_| FormState::empty()).await
}

/// Adds an item to an open request.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn attach_item(visit: Visit) -> Answer {
    let facilities = visit.app.facilities.clone();
    let say = "The item is with the request. Scan it there as a paper.";
    send(
        visit,
        &ATTACHMENT,
        say,
        forms::attach,
        move |tx, actor, which, seen, command| {
            commands::attach(tx, &facilities, actor, which, seen, command)
        },
    )
    .await
}

/// Shows where an item is set aside.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike.
pub async fn show_aside(visit: Visit) -> Answer {
    show(visit, &ASIDE, |_| FormState::empty()).await
}

/// Sets an item aside.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn set_aside(visit: Visit) -> Answer {
    send(
        visit,
        &ASIDE,
        "The item is set aside.",
        forms::aside,
        commands::aside,
    )
    .await
}

/// Shows where an item is marked as logged by mistake.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike.
pub async fn show_mistake(visit: Visit) -> Answer {
    show(visit, &MISTAKE, |_| FormState::empty()).await
}

/// Marks an item as logged by mistake.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn mark_mistake(visit: Visit) -> Answer {
    send(
        visit,
        &MISTAKE,
        "The item does not count any more.",
        forms::why,
        |tx, actor, which, seen, why: &String| commands::mark_mistake(tx, actor, which, seen, why),
    )
    .await
}
