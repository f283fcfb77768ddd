//! The one clarification letter: every gap of the newest check, shown exactly as it will go (R17, T51).

use askama::Template;

use crate::authorizations::commands;
use crate::clarifications::commands::{self as clarifications, Ask};
use crate::clarifications::model::Gap;
use crate::clarifications::rules::REASON_LENGTH;
use crate::error::{AppError, CommandError};
use crate::form_state::{FormState, Reader};
use crate::notices::commands::{Sending, preview};
use crate::notices::forms::{LOOK, chosen};
use crate::notices::model::{Chosen, Notice, NoticeWay};
use crate::notices::pages::{Preview, email_note, look_field, sending_defaults};
use crate::requests::commands::{OpenRequest, open};
use crate::requests::model::RequestVersion;
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::{
    Button, FormFields, FormTag, Kind, Note, Radios, Select, Tone, Width,
};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::{LetterLanguage, dates};

#[derive(Template)]
#[template(path = "authorizations/letter.html")]
struct LetterPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    reference: String,
    back: String,
    gaps: Vec<(String, &'static str)>,
    refusal: Option<Note>,
    note: Option<Note>,
    due: String,
    further: bool,
    preview: Option<Preview>,
}

impl LetterPage {
    fn ways(&self) -> Radios {
        self.form
            .radios("way", "How it goes")
            .choices(NoticeWay::offered())
    }

    fn look_field(&self) -> Option<Select> {
        look_field(&self.form, LOOK)
    }

    fn languages(&self) -> Radios {
        self.form
            .radios("language", "Language")
            .choices(LetterLanguage::offered())
    }

    fn reason_hint(&self) -> String {
        format!(
            "Asking for what could have been seen the first time needs a supervisor and {REASON_LENGTH} characters."
        )
    }
}

/// A request with what its newest check asks for.
struct Found {
    open: OpenRequest,
    gaps: Option<Vec<Gap>>,
}

async fn find(visit: &Visit) -> Result<Found, AppError> {
    let public_id: String = visit.path("request")?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    visit
        .show(move |read| {
            let open = open(read, &facilities, &public_id, &sites, None)?;
            let gaps = commands::gaps_of(read, &open)?;
            let seen = open.seen();
            Ok((Found { open, gaps }, seen))
        })
        .await
}

/// What the form says: how it goes, and the reason of a further letter.
fn typed(form: FormState) -> Result<(Chosen, Option<String>), FormState> {
    let mut reader = Reader::new(form);
    let how = chosen(&mut reader);
    let reason = reader.optional_lines("reason", "the reason", 1_000);
    reader.finish(|| Some((how?, reason)))
}

fn page_of(visit: &Visit, found: &Found, mut form: FormState) -> Result<LetterPage, AppError> {
    let request = &found.open.request;
    let today = found.open.terms.calendar.local_date(visit.now());
    let gaps = found.gaps.clone().unwrap_or_default();
    let mut refusal = found.gaps.is_none().then(|| {
        Note::new(
            Tone::Bad,
            "Check the papers first: the letter asks for what the check finds.",
        )
    });
    let mut shown = None;
    match clarifications::letter_of(&visit.app.facilities, &found.open, &gaps, today) {
        Ok(letter) => {
            match typed(form.clone()) {
                Ok((how, _)) => {
                    let to = how.email.clone().unwrap_or_default();
                    let sending = Sending::fresh(how)?;
                    let words = preview(&Notice::N02(letter), &sending);
                    shown = Some(Preview::new(&words, sending.language, &to));
                }
                // A kept form may hold what cannot be read yet; it is shown with its sentences.
                Err(unread) if !form.is_refused() => form = unread,
                Err(_) => {}
            }
        }
        Err(CommandError::Refused(no)) => {
            refusal = refusal.or_else(|| Some(Note::new(Tone::Bad, no.text)));
        }
        Err(other) => return Err(other.into()),
    }
    let mut chrome = visit.chrome(format!("Clarification – {}", request.reference));
    chrome.error = form.is_refused();
    let base = format!("/requests/{}", request.public_id);
    Ok(LetterPage {
        tag: FormTag::new(format!("{base}/clarifications"), &chrome.csrf)
            .key(visit.key()?)
            .version(request.version.0),
        form,
        reference: request.reference.to_string(),
        back: format!("{base}/check"),
        gaps: gaps
            .into_iter()
            .map(|gap| (gap.source_check, gap.ask.en))
            .collect(),
        refusal,
        note: email_note(visit),
        due: format!(
            "Asking moves no date: it stays due {}.",
            dates::full(request.due_on)
        ),
        further: request.progress.letters_sent > 0,
        preview: shown,
        chrome,
    })
}

/// `GET /requests/{request}/clarifications/new`
///
/// # Errors
/// Not found; or what the database says.
pub async fn new_clarification(visit: Visit) -> Answer {
    let found = find(&visit).await?;
    let form = match visit.draft().await? {
        Some(form) => form,
        None => sending_defaults(&found.open.request),
    };
    visit.page(&page_of(&visit, &found, form)?)
}

/// `POST /requests/{request}/clarifications`
///
/// # Errors
/// Not found, a refusal, or what the database says.
pub async fn create_clarification(visit: Visit) -> Answer {
    let (how, reason) = match typed(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => {
            let found = find(&visit).await?;
            return visit.refused(&page_of(&visit, &found, form)?);
        }
    };
    if visit.form.has("then", "preview") {
        let found = find(&visit).await?;
        return visit.page(&page_of(&visit, &found, visit.form.clone())?);
    }
    let sent = send(&visit, how, reason).await;
    let errors = match sent {
        Err(AppError::Refused(no)) if no.rule == "B9" => {
            visit.form.clone().refused("reason", no.text)
        }
        Err(error) => visit.refused_form(error)?,
        done => return done,
    };
    let found = find(&visit).await?;
    visit.refused(&page_of(&visit, &found, errors)?)
}

async fn send(visit: &Visit, how: Chosen, reason: Option<String>) -> Answer {
    let public_id: String = visit.path("request")?;
    let version = RequestVersion(visit.version_seen()?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let command = (public_id.clone(), how.clone(), reason.clone());
    let mut ask = Ask {
        public_id: visit.new_id()?,
        gaps: Vec::new(),
        sending: Sending::fresh(how)?,
        reason,
        may_override: actor.may(Permission::OverrideRules),
    };
    visit
        .submit(&command, move |tx| {
            let mut found = open(tx, &facilities, &public_id, &actor.sites, Some(version))?;
            let gaps = commands::gaps_of(tx, &found)?;
            ask.gaps =
                gaps.ok_or_else(|| CommandError::refused("R17", "Check the papers first."))?;
            clarifications::ask(tx, &facilities, &mut found, actor.staff_id, &ask)?;
            let base = format!("/requests/{public_id}");
            Ok(match ask.sending.way {
                NoticeWay::Email => Done::go(format!("{base}/clarifications/{}", ask.public_id))
                    .say("The clarification is on its way."),
                NoticeWay::Letter => Done::go(format!("{base}/notices/{}", ask.sending.notice_id))
                    .say("The clarification is ready to print."),
            })
        })
        .await
}
