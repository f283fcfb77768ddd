//! What is done with one person on a short page: shown, sent, shown again with everything typed when it is refused.

use askama::Template;

use super::{address, day, organization, seen};
use crate::db::Tx;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::patient_index::model::Person;
use crate::patients::model::PatientVersion;
use crate::staff::model::Actor;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

/// What is done with an entry of a person, as its version was seen: who, at which hospital, which, what.
pub(super) type Run<C> =
    fn(&mut Tx<'_>, &Actor, &str, (&str, PatientVersion), &C) -> Result<(), CommandError>;

/// A short page about one person.
#[derive(Template)]
#[template(path = "patient_index/task.html")]
pub(super) struct TaskPage {
    pub chrome: Chrome,
    pub title: &'static str,
    pub back: String,
    pub facts: Facts,
    pub notes: Vec<Note>,
    /// What stands before the form.
    pub before: Vec<Part>,
    pub tag: FormTag,
    /// Hidden fields of the form.
    pub hidden: Vec<(&'static str, String)>,
    pub form: FormState,
    pub fields: Vec<Part>,
    pub other: Option<Button>,
    pub button: Button,
}

/// What differs between the pages.
pub(super) struct Sheet {
    /// The noun below the address of the person.
    pub noun: String,
    pub title: &'static str,
    pub notes: Vec<Note>,
    pub before: Vec<Part>,
    pub hidden: Vec<(&'static str, String)>,
    pub fields: Vec<Part>,
    pub other: Option<Button>,
    pub button: Button,
}

impl Sheet {
    /// A page with a button and nothing else yet.
    pub(super) fn new(noun: impl Into<String>, title: &'static str, button: Button) -> Self {
        Self {
            noun: noun.into(),
            title,
            notes: Vec::new(),
            before: Vec::new(),
            hidden: Vec::new(),
            fields: Vec::new(),
            other: None,
            button,
        }
    }

    /// Says something before the fields. Chainable.
    #[must_use]
    pub(super) fn note(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.notes.push(Note::new(tone, text));
        self
    }

    /// Adds a field. Chainable.
    #[must_use]
    pub(super) fn field(mut self, field: impl Template + Send + 'static) -> Self {
        self.fields.push(Part::new(field));
        self
    }
}

/// The page of a task about this person.
pub(super) fn page(
    visit: &Visit,
    person: &Person,
    form: FormState,
    sheet: Sheet,
) -> Result<TaskPage, AppError> {
    let entry = &person.entry;
    let back = address(entry);
    let mut chrome = visit.chrome(sheet.title);
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    let version = form.version().map_or(entry.version, PatientVersion);
    let mrn = entry.says.mrn.as_ref().map_or("none", |mrn| mrn.as_str());
    Ok(TaskPage {
        title: sheet.title,
        facts: Facts::new()
            .fact("Patient", &entry.says.name.family_first())
            .fact("Born", &day(entry.says.born_on))
            .fact("MRN", mrn),
        tag: FormTag::new([&*back, &sheet.noun].concat(), &chrome.csrf)
            .key(key)
            .version(version.0)
            .guarded(),
        notes: sheet.notes,
        before: sheet.before,
        hidden: sheet.hidden,
        fields: sheet.fields,
        other: sheet.other,
        button: sheet.button,
        back,
        form,
        chrome,
    })
}

/// Carries out a change of the person of this address, once, and goes back to the page of the person.
pub(super) async fn carry_out(
    visit: &Visit,
    command: impl std::fmt::Debug,
    say: &'static str,
    run: impl FnOnce(&mut Tx<'_>, &Actor, &str, &str) -> Result<(), CommandError> + Send + 'static,
) -> Answer {
    let (id, actor): (String, _) = (visit.path("patient")?, visit.actor.clone());
    let organization = organization(visit)?;
    let whole = (id.clone(), format!("{command:?}"));
    visit
        .submit(&whole, move |tx| {
            run(tx, &actor, &organization, &id)?;
            Ok(Done::go(["/patients/", &id].concat()).say(say))
        })
        .await
}

/// What differs between tasks: the middle of the page, by what is typed and known.
pub(super) type Draw = fn(&FormState, &Person) -> Sheet;

/// Shows a task; a form kept from before a sign-in is shown as it was typed.
///
/// # Errors
/// `NotFound` for an unknown person and another organization's alike.
pub(super) async fn show(visit: Visit, draw: Draw, begun: fn(&Person) -> FormState) -> Answer {
    let draft = visit.draft().await?;
    let person = seen(&visit).await?;
    let form = draft.unwrap_or_else(|| begun(&person));
    let sheet = draw(&form, &person);
    visit.page(&page(&visit, &person, form, sheet)?)
}

/// Shows a task again with everything typed and what is wrong with it.
///
/// # Errors
/// `NotFound`.
pub(super) async fn again(visit: &Visit, draw: Draw, form: FormState) -> Answer {
    let person = seen(visit).await?;
    let sheet = draw(&form, &person);
    visit.refused(&page(visit, &person, form, sheet)?)
}

/// Reads what was typed, carries it out and goes back to the person; or shows the task again.
///
/// # Errors
/// `Stale` when somebody changed the entry first; `NotFound`.
pub(super) async fn send<C: std::fmt::Debug + Clone + Send + 'static>(
    visit: Visit,
    draw: Draw,
    say: &'static str,
    read: Result<C, FormState>,
    run: Run<C>,
) -> Answer {
    let command = match read {
        Ok(command) => command,
        Err(form) => return again(&visit, draw, form).await,
    };
    let (version, sent) = (PatientVersion(visit.version_seen()?), command.clone());
    let done = carry_out(
        &visit,
        (version, command),
        say,
        move |tx, actor, org, id| run(tx, actor, org, (id, version), &sent),
    );
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, draw, form).await
        }
        done => done,
    }
}
