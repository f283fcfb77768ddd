//! The page of a clarification: what was asked, what is still open, who was tried, what came back.

use askama::Template;

use super::forms::{self, item_field};
use super::model::{Clarification, Contact, ItemAnswer, ReminderStep, SentItem, Standing};
use super::{commands, rules, store};
use crate::documents::pages::viewer_of;
use crate::documents::store::{Paper, list_of_request};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::mail::MailState;
use crate::notices::pages::email_note;
use crate::notices::store as notices;
use crate::requests::commands::{OpenRequest, open};
use crate::requests::model::{ContactWay, Stage};
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::{
    Button, Checkboxes, Facts, FormFields, FormTag, Name, Note, Radios, ScanPages, Select, Tag,
    Tone, Width,
};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// Everything the page shows, from one snapshot.
struct Found {
    open: OpenRequest,
    clarification: Clarification,
    items: Vec<SentItem>,
    contacts: Vec<Contact>,
    reminded: Vec<i64>,
    notice: String,
    mail: Option<(MailState, Option<String>)>,
    papers: Vec<Paper>,
    answered_by: Vec<(i64, String, String)>,
}

struct Line {
    check: String,
    asked: String,
    how: &'static str,
    state: Tag,
    came: String,
    note: Option<Name>,
    papers: Vec<(String, Name)>,
}

struct Tried {
    when: String,
    by: Name,
    how: String,
    said: Name,
}

#[derive(Template)]
#[template(path = "clarifications/show.html")]
struct ClarificationPage {
    chrome: Chrome,
    form: FormState,
    answers: FormTag,
    attempts: FormTag,
    reference: String,
    back: String,
    papers: Vec<ScanPages>,
    choices: Vec<(String, String)>,
    letter: String,
    check: String,
    facts: Facts,
    settled: bool,
    lines: Vec<Line>,
    radios: Vec<Radios>,
    tried: Vec<Tried>,
    due: Vec<ReminderStep>,
    note: Option<Note>,
    mail: Option<Note>,
}

impl ClarificationPage {
    fn ways(&self, name: &str, label: &str) -> Select {
        self.form
            .select(name, label)
            .prompt("Choose")
            .options(ContactWay::offered())
    }

    /// A reminder that waits for a person.
    fn reminder_note(step: &ReminderStep) -> Note {
        Note::new(Tone::Warn, [&reminder_words(step), "."].concat())
    }

    /// Which papers hold the answer.
    fn answer_papers(&self) -> Checkboxes {
        self.form
            .checkboxes("papers", "Papers that hold the answer")
            .hint("They are tied to the items answered now. A paper that is not here yet is added on the page of the request first.")
            .choices(self.choices.clone())
            .optional()
            .stacked()
    }

    /// Which reminder an attempt was; none when nothing is due.
    fn reminder(&self) -> Select {
        let due = self.due.iter();
        self.form
            .select("reminder", "Which reminder this was")
            .prompt("None of the schedule")
            .options(due.map(|step| (step.number.to_string(), reminder_words(step))))
            .optional()
            .width(Width::Half)
    }

    fn reached(&self) -> Radios {
        self.form
            .radios("reached", "Was somebody reached?")
            .choices([("yes", "Yes"), ("no", "No")])
    }
}

async fn find(visit: &Visit) -> Result<Found, AppError> {
    let (request, public_id): (String, String) =
        (visit.path("request")?, visit.path("clarification")?);
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    visit
        .show(move |read| {
            let open = open(read, &facilities, &request, &sites, None)?;
            let clarification = store::get_clarification(read, open.request.id, &public_id)?;
            let found = Found {
                items: store::list_items(read, clarification.id)?,
                contacts: store::list_contacts(read, clarification.id)?,
                reminded: store::list_reminded(read, clarification.id)?,
                notice: notices::get_notice(read, clarification.notice_id)?.public_id,
                mail: notices::state_of(read, clarification.notice_id)?,
                papers: list_of_request(read, open.request.id)?,
                answered_by: store::list_item_papers(read, clarification.id)?,
                clarification,
                open,
            };
            let seen = found.open.seen();
            Ok((found, seen))
        })
        .await
}

fn line(item: &SentItem, base: &str, answered_by: &[(i64, String, String)]) -> Line {
    let tone = match item.answer {
        ItemAnswer::StillOpen => Tone::Warn,
        ItemAnswer::Answered => Tone::Good,
        ItemAnswer::Withdrawn => Tone::Plain,
    };
    Line {
        check: item.source_check.clone(),
        asked: item.asked.clone(),
        how: item.answer_by.label(),
        state: Tag::new(item.answer.label(), tone),
        came: item
            .answered_way
            .map_or_else(String::new, |way| format!("by {}", way.label())),
        note: item.note.as_deref().map(Name::new),
        papers: answered_by
            .iter()
            .filter(|(id, ..)| *id == item.id)
            .map(|(_, paper, name)| ([base, "/papers/", paper].concat(), Name::new(name)))
            .collect(),
    }
}

/// "scan.pdf: the signed form".
fn paper_words(paper: &Paper) -> String {
    [paper.name.as_str(), ": ", &paper.description].concat()
}

fn mail_note(mail: Option<&(MailState, Option<String>)>) -> Option<Note> {
    let (state, said) = mail?;
    let tone = match state {
        MailState::Sent => Tone::Good,
        MailState::Failed | MailState::Uncertain => Tone::Bad,
        MailState::Deferred => Tone::Warn,
        MailState::Queued | MailState::Claimed | MailState::HandingOver => Tone::Info,
    };
    let said = said.as_deref().unwrap_or("");
    Some(Note::new(tone, format!("{}. {said}", state.label())))
}

/// The reminders whose day has come and that wait for a person.
fn due_now(visit: &Visit, found: &Found) -> Vec<ReminderStep> {
    let today = found.open.terms.calendar.local_date(visit.now());
    let (open, waiting) = (&found.open, &found.clarification);
    commands::due_by_hand(&visit.app.facilities, open, waiting, &found.reminded, today)
}

/// "Reminder 2, due Tue 16 Jun 2026: by phone".
pub fn reminder_words(step: &ReminderStep) -> String {
    [
        "Reminder ",
        &step.number.to_string(),
        ", due ",
        &dates::full(step.due_on),
        ": ",
        &step.by.label().to_lowercase(),
    ]
    .concat()
}

fn facts(found: &Found) -> Facts {
    let (letter, items) = (&found.clarification, &found.items);
    let standing = match rules::standing(items) {
        Standing::Waiting { open } => format!("{open} of {} still open", items.len()),
        Standing::ReadyToRecheck => "Everything is answered; check the papers again".to_owned(),
    };
    let mut facts = Facts::new()
        .fact("Sent", &dates::full(letter.sent_on))
        .fact("How", letter.way.label())
        .fact("Language", letter.language.label())
        .fact(
            "An answer keeps it on time until",
            &dates::full(letter.answer_by),
        )
        .fact("Due", &dates::full(found.open.request.due_on))
        .fact("Stands", &standing);
    if let Some(reason) = &letter.reason {
        facts = facts.fact("Reason of the further letter", reason);
    }
    facts
}

fn page_of(visit: &Visit, found: &Found, form: FormState) -> Result<ClarificationPage, AppError> {
    let request = &found.open.request;
    let base = format!("/requests/{}", request.public_id);
    let here = format!("{base}/clarifications/{}", found.clarification.public_id);
    let mut chrome = visit.chrome(format!("Clarification – {}", request.reference));
    chrome.error = form.is_refused();
    let open_items = rules::still_open(&found.items);
    let radios = open_items
        .iter()
        .map(|item| {
            form.radios(
                &item_field(item.id),
                &[&item.source_check, " ", &item.asked].concat(),
            )
            .choices(ItemAnswer::offered())
        })
        .collect();
    let local = |at| visit.app.facilities.local(&request.asked.site, at);
    let today = found.open.terms.calendar.local_date(visit.now());
    let tried = found.contacts.iter().map(|contact| Tried {
        when: dates::moment(local(contact.at), today),
        by: Name::new(&contact.by),
        how: format!(
            "{}, {}",
            contact.way.label(),
            if contact.reached {
                "reached"
            } else {
                "not reached"
            }
        ),
        said: Name::new(&contact.said),
    });
    Ok(ClarificationPage {
        answers: FormTag::new(format!("{here}/answers"), &chrome.csrf)
            .key(visit.key()?)
            .version(request.version.0),
        attempts: FormTag::new(format!("{here}/attempts"), &chrome.csrf)
            .key(visit.key()?)
            .version(request.version.0),
        form,
        reference: request.reference.to_string(),
        letter: format!("{base}/notices/{}", found.notice),
        check: format!("{base}/check"),
        back: base.clone(),
        facts: facts(found),
        settled: found.clarification.settled_at.is_some() || request.stage == Stage::Closed,
        lines: found
            .items
            .iter()
            .map(|item| line(item, &base, &found.answered_by))
            .collect(),
        papers: found
            .papers
            .iter()
            .map(|one| viewer_of(&found.open.request.public_id, one))
            .collect(),
        choices: found
            .papers
            .iter()
            .map(|one| (one.public_id.clone(), paper_words(one)))
            .collect(),
        radios,
        tried: tried.collect(),
        due: due_now(visit, found),
        note: email_note(visit),
        mail: mail_note(found.mail.as_ref()),
        chrome,
    })
}

/// `GET /requests/{request}/clarifications/{clarification}`
///
/// # Errors
/// Not found; or what the database says.
pub async fn show_clarification(visit: Visit) -> Answer {
    let found = find(&visit).await?;
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page_of(&visit, &found, form)?)
}

/// `POST /requests/{request}/clarifications/{clarification}/attempts`
///
/// # Errors
/// Not found, a refusal, or what the database says.
pub async fn create_attempt(visit: Visit) -> Answer {
    let typed = match forms::contact(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => return again(&visit, form).await,
    };
    let (request, public_id): (String, String) =
        (visit.path("request")?, visit.path("clarification")?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let command = (public_id.clone(), typed.clone());
    visit
        .submit(&command, move |tx| {
            // What was said on the phone is true whatever changed meanwhile.
            let mut open = open(tx, &facilities, &request, &actor.sites, None)?;
            let clarification = commands::find(tx, &open, &public_id)?;
            let by = actor.staff_id;
            commands::record_contact(tx, &mut open, &clarification, by, &typed)?;
            let here = format!("/requests/{request}/clarifications/{public_id}");
            Ok(Done::go(here).say("The attempt is noted."))
        })
        .await
}

/// `POST /requests/{request}/clarifications/{clarification}/answers`
///
/// # Errors
/// Not found, a refusal, or what the database says.
pub async fn create_answer(visit: Visit) -> Answer {
    let typed = match forms::answer(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => return again(&visit, form).await,
    };
    let (request, public_id): (String, String) =
        (visit.path("request")?, visit.path("clarification")?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let command = (public_id.clone(), typed.clone());
    let done = visit
        .submit(&command, move |tx| {
            let mut open = open(tx, &facilities, &request, &actor.sites, None)?;
            let clarification = commands::find(tx, &open, &public_id)?;
            let by = actor.staff_id;
            let standing = commands::record_answer(tx, &mut open, &clarification, by, &typed)?;
            let here = format!("/requests/{request}/clarifications/{public_id}");
            Ok(match standing {
                Standing::ReadyToRecheck if actor.may(Permission::WorkRequests) => {
                    Done::go(format!("/requests/{request}/check"))
                        .say("Everything is answered. Check the papers again.")
                }
                Standing::ReadyToRecheck => Done::go(here)
                    .say("Everything is answered. A specialist checks the papers again."),
                Standing::Waiting { .. } => Done::go(here).say("The answer is noted."),
            })
        })
        .await;
    match done {
        Err(error) => again(&visit, visit.refused_form(error)?).await,
        done => done,
    }
}

/// The page again with everything typed and what is wrong with it.
async fn again(visit: &Visit, form: FormState) -> Answer {
    let found = find(visit).await?;
    visit.refused(&page_of(visit, &found, form)?)
}
