//! What is done with one entry or one of its addresses on a short page: shown, sent, shown again with everything typed when
//! it is refused.

use std::fmt::Debug;

use askama::Template;
use chrono::NaiveDate;

use super::{address, organization, seen};
use crate::address_book::forms;
use crate::address_book::model::Shown;
use crate::db::Tx;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::requesters::commands::Which;
use crate::requesters::model::KeptAddress;
use crate::staff::model::Actor;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

/// One thing that can be done: what its page shows, how what is typed becomes a command, what the command does.
pub(super) struct Task<C> {
    /// Its noun below the address of the entry, or of one of its addresses.
    pub noun: &'static str,
    pub title: &'static str,
    /// What it means, said before the fields.
    pub note: &'static str,
    pub button: &'static str,
    /// What the next page says.
    pub say: &'static str,
    /// Whether it is about one address.
    pub of_address: bool,
    pub begun: fn(&Shown, Option<&KeptAddress>, NaiveDate) -> FormState,
    pub fields: fn(&FormState, Option<&KeptAddress>) -> Vec<Part>,
    pub read: fn(FormState, NaiveDate) -> Result<C, FormState>,
    pub run: fn(&mut Tx<'_>, &Actor, &Which, &C) -> Result<(), CommandError>,
}

#[derive(Template)]
#[template(path = "address_book/task.html")]
struct TaskPage {
    chrome: Chrome,
    title: &'static str,
    back: String,
    facts: Facts,
    note: &'static str,
    tag: FormTag,
    form: FormState,
    fields: Vec<Part>,
    button: Button,
}

fn today(visit: &Visit) -> NaiveDate {
    let facilities = &visit.app.facilities;
    facilities.today(&visit.actor.acting_site, visit.now())
}

/// The outer id of the address this page is about.
fn contact<C>(visit: &Visit, task: &Task<C>) -> Result<Option<String>, AppError> {
    task.of_address.then(|| visit.path("contact")).transpose()
}

/// The entry this page is about, and its address in use.
async fn about<C>(visit: &Visit, task: &Task<C>) -> Result<(Shown, Option<KeptAddress>), AppError> {
    let contact = contact(visit, task)?;
    let shown = seen(visit, contact.clone()).await?;
    let kept = contact.and_then(|id| shown.in_use(&id).cloned());
    Ok((shown, kept))
}

fn page<C>(
    visit: &Visit,
    task: &Task<C>,
    shown: &Shown,
    kept: Option<&KeptAddress>,
    form: FormState,
) -> Result<TaskPage, AppError> {
    let entry = &shown.entry;
    let back = address(entry);
    let mut chrome = visit.chrome(task.title);
    chrome.error = form.is_refused();
    let key = match form.value("key") {
        "" => visit.key()?,
        key => key.to_owned(),
    };
    let version = forms::version(&form).unwrap_or(entry.version);
    let facts = Facts::new()
        .fact("Requester", &entry.says.name)
        .fact("Kind", entry.says.class.label());
    let (facts, place) = match kept {
        None => (facts, String::new()),
        Some(one) => {
            let text = one.address.text.replace('\n', ", ");
            let place = ["/contacts/", &one.public_id].concat();
            (facts.fact(one.address.kind.label(), &text), place)
        }
    };
    Ok(TaskPage {
        title: task.title,
        facts,
        note: task.note,
        tag: FormTag::new([&back, &place, task.noun].concat(), &chrome.csrf)
            .key(key)
            .version(version.0)
            .guarded(),
        fields: (task.fields)(&form, kept),
        button: Button::primary(task.button),
        back,
        form,
        chrome,
    })
}

/// Shows a task; a form kept from before a sign-in is shown as it was typed.
///
/// # Errors
/// `NotFound` for an unknown entry and another hospital's alike.
pub(super) async fn show<C>(visit: Visit, task: &'static Task<C>) -> Answer {
    let draft = visit.draft().await?;
    let (shown, kept) = about(&visit, task).await?;
    let kept = kept.as_ref();
    let form = draft.unwrap_or_else(|| (task.begun)(&shown, kept, today(&visit)));
    visit.page(&page(&visit, task, &shown, kept, form)?)
}

async fn again<C>(visit: &Visit, task: &'static Task<C>, form: FormState) -> Answer {
    let (shown, kept) = about(visit, task).await?;
    visit.refused(&page(visit, task, &shown, kept.as_ref(), form)?)
}

/// Reads what was typed, carries it out and goes back to the entry; or shows the task again.
///
/// # Errors
/// `Stale` when somebody changed the entry first; `NotFound`.
pub(super) async fn send<C>(visit: Visit, task: &'static Task<C>) -> Answer
where
    C: Debug + Clone + Send + 'static,
{
    let command = match (task.read)(visit.form.clone(), today(&visit)) {
        Ok(command) => command,
        Err(form) => return again(&visit, task, form).await,
    };
    let which = Which {
        organization: organization(&visit)?,
        requester: visit.path("requester")?,
        address: contact(&visit, task)?.unwrap_or_else(String::new),
        seen: forms::version(&visit.form).ok_or(AppError::BadRequest(
            "the form does not say which version was seen",
        ))?,
        today: today(&visit),
    };
    let (actor, run, say) = (visit.actor.clone(), task.run, task.say);
    let whole = (which.clone(), command.clone());
    let done = visit.submit(&whole, move |tx| {
        run(tx, &actor, &which, &command)?;
        Ok(Done::go(["/requesters/", &which.requester].concat()).say(say))
    });
    match done.await {
        Err(AppError::Fields(errors)) => {
            let form = visit.form.clone().with_errors_of(&errors);
            again(&visit, task, form).await
        }
        other => other,
    }
}
