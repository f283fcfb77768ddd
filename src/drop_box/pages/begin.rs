//! Beginning a session: the box was emptied by two people, who counted.

use askama::Template;

use crate::drop_box::model::Person;
use crate::drop_box::store::BoxStanding;
use crate::drop_box::{commands, forms, store};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "drop_box/begin.html")]
struct BeginPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    /// Where the box stands.
    place: String,
    box_key: String,
    /// When it was emptied before; none the first time, when the form asks.
    known: Option<String>,
    hands: Vec<(String, String)>,
}

/// What the page shows: the box, how it stands, and who can be the second person.
struct Given {
    place: String,
    standing: BoxStanding,
    hands: Vec<(String, Person)>,
}

/// Shows where a session is begun; a session that is open already is shown instead.
///
/// # Errors
/// `NotFound` where the site has no drop box (S26).
pub async fn new_session(visit: Visit) -> Answer {
    let draft = visit.draft().await?;
    let key = match &draft {
        Some(form) => Some(form.value("box").to_owned()),
        None => visit.query("box"),
    };
    let given = given(&visit, key).await?;
    if let Some(open) = &given.standing.open {
        return Ok(visit.go(&super::address(&open.emptying)));
    }
    let form = draft.unwrap_or_else(|| fresh(&visit));
    visit.page(&page(&visit, form, &given)?)
}

/// A form that nobody has touched: the box was emptied now.
fn fresh(visit: &Visit) -> FormState {
    let now = visit
        .app
        .facilities
        .local(&visit.actor.acting_site, visit.now());
    FormState::empty()
        .with_date("emptied", now.date())
        .with("emptied-time", now.format("%H:%M").to_string())
}

/// Begins a session, or shows the form again with everything typed.
///
/// # Errors
/// `NotFound` where the site has no drop box (S26).
pub async fn begin_session(visit: Visit) -> Answer {
    let key = Some(visit.form.value("box").to_owned());
    let given = given(&visit, key).await?;
    let asks = given.standing.last_emptied_at.is_none() || visit.form.posted("before-time");
    let command = match forms::begin(visit.form.clone(), asks) {
        Ok(command) => command,
        Err(form) => return visit.refused(&page(&visit, form, &given)?),
    };
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let (id, sent) = (visit.new_id()?, command.clone());
    let done = visit
        .submit(&command, move |tx| {
            commands::begin(tx, &facilities, &actor, &id, &sent)?;
            Ok(Done::go(["/drop-box/", &id].concat())
                .say("The session is open. Log each envelope; your colleague confirms the count."))
        })
        .await;
    let refused = match done {
        Err(error) => visit.refused_form(error)?,
        done => return done,
    };
    visit.refused(&page(&visit, refused, &given)?)
}

async fn given(visit: &Visit, key: Option<String>) -> Result<Given, AppError> {
    let (facilities, site) = (&visit.app.facilities, visit.actor.acting_site.clone());
    let today = facilities.today(&site, visit.now());
    let boxes = facilities.drop_boxes(&site, today);
    let named = boxes
        .iter()
        .find(|(known, _)| Some(*known) == key.as_deref());
    let (key, found) = named.or(boxes.first()).ok_or(AppError::NotFound)?;
    let (key, place) = ((*key).to_owned(), found.location.clone());
    visit
        .read(move |read| {
            Ok(Given {
                place,
                standing: store::standing_of(read, &site, &key)?,
                hands: store::list_hands(read, &site)?,
            })
        })
        .await
}

fn page(visit: &Visit, form: FormState, given: &Given) -> Result<BeginPage, AppError> {
    let mut chrome = visit.chrome("Empty the drop box");
    chrome.error = form.is_refused();
    let facilities = &visit.app.facilities;
    let site = &visit.actor.acting_site;
    let today = facilities.today(site, visit.now());
    let known = given
        .standing
        .last_emptied_at
        .map(|at| dates::moment(facilities.local(site, at), today));
    let others = given.hands.iter();
    Ok(BeginPage {
        tag: FormTag::new("/drop-box/new", &chrome.csrf)
            .key(visit.key()?)
            .guarded(),
        chrome,
        form,
        place: given.place.clone(),
        box_key: given.standing.box_key.clone(),
        known,
        hands: others
            .filter(|(_, person)| person.id != visit.actor.staff_id)
            .map(|(id, person)| (id.clone(), person.name.clone()))
            .collect(),
    })
}

impl BeginPage {
    fn second(&self) -> Select {
        second(&self.form, &self.hands).width(Width::Half)
    }
}

/// Who was the second person.
pub(super) fn second(form: &FormState, hands: &[(String, String)]) -> Select {
    form.select("second", "Second person")
        .hint("Who emptied the box with you. They confirm the count from their own account.")
        .prompt("Choose")
        .options(hands.iter().cloned())
}
