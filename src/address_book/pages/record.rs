//! Writing a requester down.

use askama::Template;

use super::organization;
use super::tasks::{addressed, entry_fields};
use crate::address_book::forms::{self, FIRST};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::requesters::commands;
use crate::requesters::model::{AddressKind, Listed, Npi};
use crate::requesters::store::{find_listed, list_listed};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// How many providers of a name are named.
const LIKE: i64 = 8;

#[derive(Template)]
#[template(path = "address_book/new.html")]
struct NewPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    fields: Vec<Part>,
    addresses: Vec<Part>,
    /// Asked once an entry of that name was found.
    same_name: Option<Flag>,
    /// What was found in the copy of the public directory, in sentences; none where nobody looked.
    listed: Option<Vec<String>>,
}

/// Shows where a requester is written down.
///
/// # Errors
/// When it cannot be drawn.
pub async fn new_requester(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form, None)?)
}

/// Looks in the copy of the public directory: the provider of the typed NPI fills what is empty; otherwise those whose name
/// begins like the typed one are named with their NPI.
async fn look(visit: &Visit) -> Answer {
    let typed = visit.form.clone();
    let (npi, name) = (
        Npi::parse(typed.value("npi")),
        typed.value("name").to_owned(),
    );
    let (found, like) = visit
        .read(move |read| {
            Ok(match npi {
                Ok(npi) => (find_listed(read, &npi)?, Vec::new()),
                Err(_) => (None, list_listed(read, &name, LIKE)?),
            })
        })
        .await?;
    let today = visit
        .app
        .facilities
        .today(&visit.actor.acting_site, visit.now());
    let (form, said) = match found {
        Some((listed, read_at)) => {
            let read_on = visit
                .app
                .facilities
                .local(&visit.actor.acting_site, read_at);
            let said = format!(
                "{} of the public directory, as read on {}. What was empty is filled in. Standing there verifies nothing: a person says so on the page of the address.",
                listed.npi,
                dates::short(read_on.date(), today)
            );
            (forms::listed(&typed, &listed), vec![said])
        }
        None => (typed, like.iter().map(in_words).collect()),
    };
    visit.page(&page(visit, form, Some(said))?)
}

fn in_words(listed: &Listed) -> String {
    let place = listed.address.as_deref().unwrap_or("").replace('\n', ", ");
    [listed.npi.as_str(), ": ", &listed.name, ", ", &place].concat()
}

/// Writes a requester down, or shows the form again with everything typed.
///
/// # Errors
/// When it cannot be stored.
pub async fn record_requester(visit: Visit) -> Answer {
    if visit.form.has("then", "look") {
        return look(&visit).await;
    }
    let command = match forms::record(visit.form.clone()) {
        Ok(command) => command,
        Err(form) => return visit.refused(&page(&visit, form, None)?),
    };
    let (actor, organization, id) = (visit.actor.clone(), organization(&visit)?, visit.new_id()?);
    let today = visit.app.facilities.today(&actor.acting_site, visit.now());
    let sent = command.clone();
    let done = visit
        .submit(&command, move |tx| {
            commands::record(tx, &actor, &organization, &id, today, &sent)?;
            Ok(Done::go(["/requesters/", &id].concat())
                .say("The requester is in the address book. Verify each address before anything goes there."))
        })
        .await;
    match done {
        Err(AppError::Fields(errors)) => {
            let form = visit.form.clone().with_errors_of(&errors);
            visit.refused(&page(&visit, form, None)?)
        }
        other => other,
    }
}

fn page(visit: &Visit, form: FormState, listed: Option<Vec<String>>) -> Result<NewPage, AppError> {
    let mut chrome = visit.chrome("Write a requester down");
    chrome.error = form.is_refused();
    let asks = form.error("same_name_seen").is_some() || form.posted("same_name_seen");
    Ok(NewPage {
        tag: FormTag::new("/requesters/new", &chrome.csrf)
            .key(visit.key()?)
            .guarded(),
        fields: entry_fields(&form),
        addresses: FIRST
            .iter()
            .map(|(name, kind)| first(&form, name, *kind))
            .collect(),
        same_name: asks
            .then(|| form.flag("same_name_seen", "This is somebody else of the same name")),
        listed,
        form,
        chrome,
    })
}

fn first(form: &FormState, name: &str, kind: AddressKind) -> Part {
    match kind {
        AddressKind::Mail => Part::new(
            form.lines(name, kind.label())
                .rows(3)
                .optional()
                .width(Width::Half),
        ),
        _ => Part::new(addressed(form, name, kind).optional().width(Width::Quarter)),
    }
}
