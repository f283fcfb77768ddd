//! One thing done with one request on a short page: shown, sent, shown again with everything typed when it is refused.

use std::fmt::Debug;
use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;

use super::patient::candidates;
use super::release::leaving;
use super::tasks::offered;
use crate::authorizations::model::Stop;
use crate::db::{Read, Tx};
use crate::desk::forms::{as_written, who_asks};
use crate::error::{AppError, CommandError};
use crate::facilities::Facilities;
use crate::form_state::FormState;
use crate::intake::commands::LikelyRequester;
use crate::notices::model::{Chosen, Notice};
use crate::notices::pages::{Preview, sending_defaults};
use crate::notices::rules::render;
use crate::patients::model::{Kept, Restriction};
use crate::patients::rules::Candidate;
use crate::patients::store::IndexedPatient;
use crate::pick_ups::model::Waiting;
use crate::pick_ups::store::list_waiting;
use crate::requests::commands::{self, OpenRequest};
use crate::requests::model::Recipient;
use crate::requests::model::RequestVersion;
use crate::requests::store::{Colleague, list_workers};
use crate::staff::model::Actor;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

/// How many parts at the counter are looked through.
const PARTS: i64 = 50;

/// What the fields of a task may show.
pub struct Given {
    /// The request.
    pub open: OpenRequest,
    /// The facility's local day.
    pub today: NaiveDate,
    /// Who works requests at its site.
    pub colleagues: Vec<Colleague>,
    /// Who does it.
    pub actor: Actor,
    /// The hospital's facts, for the letters a task shows.
    pub facilities: Arc<Facilities>,
    /// What only some tasks show.
    pub beside: Beside,
}

/// What only some tasks show, looked up for them alone.
pub enum Beside {
    /// Nothing more.
    Nothing,
    /// Who of the index the patient may be.
    Candidates(Vec<(Candidate, IndexedPatient)>),
    /// Who of the address book may ask.
    Requesters(Vec<LikelyRequester>),
    /// What would leave.
    Leaving(Box<Leaving>),
    /// What waits at the counter.
    Waiting(Vec<Waiting>),
}

/// What the release shows: to whom, what stops it today (B13), and the letters that go with it.
pub struct Leaving {
    /// The recipients by row.
    pub recipients: Vec<(i64, Recipient)>,
    /// Everything that stops it.
    pub stops: Vec<Stop>,
    /// The protected kinds that stay behind, in sentences.
    pub stays: Vec<String>,
    /// Earlier requests that may be the same, with what matched (B17).
    pub same: Vec<String>,
    /// The restrictions agreed with the patient, which the release answers (B20).
    pub restrictions: Vec<Kept<Restriction>>,
    /// The letters as they would go; none while the form cannot be read.
    pub letters: Vec<(Notice, Chosen)>,
}

/// The middle of a task's page.
pub struct Sheet {
    /// What it means, said before the fields.
    pub notes: Vec<Note>,
    /// The fields in their order.
    pub fields: Vec<Part>,
    /// What sends it.
    pub button: Button,
    /// Another button beside it.
    pub other: Option<Button>,
    /// The letters that would go, exactly as they would.
    pub letters: Vec<Preview>,
}

impl Sheet {
    /// A page with one button and nothing else yet.
    pub fn new(button: Button) -> Self {
        Self {
            notes: Vec::new(),
            fields: Vec::new(),
            button,
            other: None,
            letters: Vec::new(),
        }
    }

    /// Shows letters exactly as they would go. Chainable.
    #[must_use]
    pub fn letters(mut self, letters: &[(Notice, Chosen)]) -> Self {
        self.letters = letters
            .iter()
            .map(|(notice, how)| {
                let words = render(notice, how.language, how.way);
                Preview::new(&words, how.language, how.email.as_deref().unwrap_or(""))
            })
            .collect();
        self
    }

    /// Adds another button. Chainable.
    #[must_use]
    pub fn other(mut self, button: Button) -> Self {
        self.other = Some(button);
        self
    }

    /// Adds what it means. Chainable.
    #[must_use]
    pub fn note(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.notes.push(Note::new(tone, text));
        self
    }

    /// Adds a field, if there is one. Chainable.
    #[must_use]
    pub fn field_if(self, field: Option<impl Template + Send + 'static>) -> Self {
        match field {
            Some(field) => self.field(field),
            None => self,
        }
    }

    /// Adds a field. Chainable.
    #[must_use]
    pub fn field(mut self, field: impl Template + Send + 'static) -> Self {
        self.fields.push(Part::new(field));
        self
    }
}

/// One thing that can be done: what its page shows, how what is typed becomes a command, what the command does.
pub struct Task<C, R = Run<C>> {
    /// Its noun below the request's address.
    pub noun: &'static str,
    /// Its name.
    pub title: &'static str,
    /// What the next page says.
    pub say: &'static str,
    /// Whether it depends on what the person saw: then a change by somebody else meanwhile refuses it.
    pub guarded: bool,
    /// The middle of its page.
    pub sheet: fn(&FormState, &Given) -> Sheet,
    /// From what is typed to the command.
    pub read: fn(FormState, &Visit) -> Result<C, FormState>,
    /// Does it.
    pub run: R,
}

/// What a task does when nothing but the request is needed.
pub type Run<C> = fn(&mut Tx<'_>, &mut OpenRequest, &Actor, &C) -> Result<(), CommandError>;

#[derive(Template)]
#[template(path = "desk/task.html")]
struct TaskPage {
    chrome: Chrome,
    title: &'static str,
    reference: String,
    back: String,
    facts: Facts,
    tag: FormTag,
    form: FormState,
    sheet: Sheet,
}

/// Shows the page of a task; a form kept from before a sign-in is shown as it was typed.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub async fn show<C, R: Sync>(visit: Visit, task: &'static Task<C, R>) -> Answer {
    let form = match (visit.draft().await?, visit.query("step")) {
        (Some(kept), _) => kept,
        (None, Some(step)) => FormState::empty().with("step", step),
        (None, None) => FormState::empty(),
    };
    drawn(&visit, task, form).await
}

/// Shows the page of a task again with what was typed, without carrying it out.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub async fn look_again<C, R: Sync>(visit: Visit, task: &'static Task<C, R>) -> Answer {
    let form = visit.form.clone();
    drawn(&visit, task, form).await
}

async fn drawn<C, R: Sync>(visit: &Visit, task: &'static Task<C, R>, form: FormState) -> Answer {
    let (given, form) = given(visit, task.noun, form).await?;
    visit.page(&page(visit, task, form, &given)?)
}

/// Carries a task out, or shows its page again with everything typed and what is wrong with it.
///
/// # Errors
/// `Stale` when somebody changed the request first; `NotFound`.
pub async fn send<C>(visit: Visit, task: &'static Task<C>) -> Answer
where
    C: Debug + Clone + Send + 'static,
{
    send_by(visit, task, task.run).await
}

/// What a task does that writes letters from the hospital's facts.
pub type Writes<C> =
    fn(&mut Tx<'_>, &Facilities, &mut OpenRequest, &Actor, &C) -> Result<(), CommandError>;

/// Carries out a task that writes letters; or shows first what they would say.
///
/// # Errors
/// As [`send`].
pub async fn send_letters<C>(visit: Visit, task: &'static Task<C, Writes<C>>) -> Answer
where
    C: Debug + Clone + Send + 'static,
{
    if visit.form.has("then", "preview") {
        return look_again(visit, task).await;
    }
    let facilities = visit.app.facilities.clone();
    let run = task.run;
    send_by(visit, task, move |tx, open, actor, command| {
        run(tx, &facilities, open, actor, command)
    })
    .await
}

async fn send_by<C, R: Sync>(
    visit: Visit,
    task: &'static Task<C, R>,
    run: impl FnOnce(&mut Tx<'_>, &mut OpenRequest, &Actor, &C) -> Result<(), CommandError>
    + Send
    + 'static,
) -> Answer
where
    C: Debug + Clone + Send + 'static,
{
    let command = match (task.read)(visit.form.clone(), &visit) {
        Ok(command) => command,
        Err(form) => return again(&visit, task, form).await,
    };
    let sent = command.clone();
    let answer = carry_out(
        &visit,
        &command,
        task.guarded,
        task.say,
        move |tx, open, actor| run(tx, open, actor, &sent),
    );
    match answer.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, task, form).await
        }
        answer => answer,
    }
}

/// Does something with a request at once; the button stood on its page.
///
/// # Errors
/// The refusal; `Stale`; `NotFound`.
pub async fn at_once(
    visit: Visit,
    what: &'static str,
    say: &'static str,
    run: fn(&mut Tx<'_>, &mut OpenRequest, &Actor) -> Result<(), CommandError>,
) -> Answer {
    carry_out(&visit, &what, true, say, run).await
}

async fn carry_out(
    visit: &Visit,
    command: &impl Debug,
    guarded: bool,
    say: &'static str,
    run: impl FnOnce(&mut Tx<'_>, &mut OpenRequest, &Actor) -> Result<(), CommandError> + Send + 'static,
) -> Answer {
    let public_id = visit.path::<String>("request")?;
    let seen = visit.form.version().map(RequestVersion);
    if guarded && seen.is_none() {
        return Err(AppError::BadRequest(
            "the form does not say which version was seen",
        ));
    }
    let version = seen.filter(|_| guarded);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let whole = (public_id.clone(), version, format!("{command:?}"));
    visit
        .submit(&whole, move |tx| {
            let mut open = commands::open(tx, &facilities, &public_id, &actor.sites, version)?;
            run(tx, &mut open, &actor)?;
            Ok(Done::go(["/requests/", &public_id].concat()).say(say))
        })
        .await
}

async fn again<C, R: Sync>(visit: &Visit, task: &'static Task<C, R>, form: FormState) -> Answer {
    let (given, form) = given(visit, task.noun, form).await?;
    visit.refused(&page(visit, task, form, &given)?)
}

/// The request and what its task shows; the form filled with what is known, if nothing was typed yet.
async fn given(
    visit: &Visit,
    noun: &'static str,
    form: FormState,
) -> Result<(Given, FormState), AppError> {
    let public_id = visit.path::<String>("request")?;
    let (facilities, actor, now) = (
        visit.app.facilities.clone(),
        visit.actor.clone(),
        visit.now(),
    );
    visit
        .show(move |read| {
            let open = commands::open(read, &facilities, &public_id, &actor.sites, None)?;
            let colleagues = list_workers(read, &open.request.asked.site)?;
            let seen = open.seen();
            let today = open.terms.calendar.local_date(now);
            let (beside, form) = beside(read, &facilities, noun, &open, form, today)?;
            let given = Given {
                open,
                today,
                colleagues,
                actor,
                facilities,
                beside,
            };
            Ok(((given, form), seen))
        })
        .await
}

/// What only this task shows, and its form filled with what is known if nothing was typed yet.
fn beside(
    read: &mut Read<'_>,
    facilities: &Facilities,
    noun: &str,
    open: &OpenRequest,
    form: FormState,
    today: NaiveDate,
) -> Result<(Beside, FormState), AppError> {
    let untouched = form.pairs().is_empty();
    Ok(match noun {
        "patient" => {
            let form = if untouched {
                as_written(&open.request.asked.patient)
            } else {
                form
            };
            let found = candidates(read, &open.request.organization, &form)?;
            (Beside::Candidates(found), form)
        }
        "requester" => {
            let asker = &open.request.asked.requester;
            let sought = if untouched {
                &asker.name
            } else {
                form.value("sought")
            };
            let found = offered(read, open, sought)?;
            let named = found.iter().find(|one| Some(one.entry.id.0) == asker.id);
            let form = if untouched {
                who_asks(asker, named.map(|one| one.entry.public_id.as_str()))
            } else {
                form
            };
            (Beside::Requesters(found), form)
        }
        "release" => {
            let (leaving, form) = leaving(read, facilities, open, form, today)?;
            (Beside::Leaving(Box::new(leaving)), form)
        }
        "reminder" => {
            let sites = std::slice::from_ref(&open.request.asked.site);
            let parts = list_waiting(read, sites, Some(open.request.id), PARTS)?;
            let form = if untouched {
                sending_defaults(&open.request)
            } else {
                form
            };
            (Beside::Waiting(parts), form)
        }
        "denial" | "no-records" | "forwarding" if untouched => {
            (Beside::Nothing, sending_defaults(&open.request))
        }
        _ => (Beside::Nothing, form),
    })
}

fn page<C, R>(
    visit: &Visit,
    task: &Task<C, R>,
    form: FormState,
    given: &Given,
) -> Result<TaskPage, AppError> {
    let request = &given.open.request;
    let reference = request.reference.to_string();
    let back = ["/requests/", &request.public_id].concat();
    let mut chrome = visit.chrome([task.title, " – ", &reference].concat());
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    let version = form.version().map_or(request.version, RequestVersion);
    let tag = FormTag::new([&back, "/", task.noun].concat(), &chrome.csrf)
        .key(key)
        .version(version.0)
        .guarded();
    let facts = Facts::new()
        .fact("Patient", &request.asked.patient.name)
        .fact("Requester", &request.asked.requester.name)
        .fact("Road", request.asked.road.label())
        .fact("Status", request.shown.label());
    Ok(TaskPage {
        chrome,
        title: task.title,
        reference,
        back,
        facts,
        tag,
        sheet: (task.sheet)(&form, given),
        form,
    })
}
