//! The acknowledgment (N01): what goes is shown before it goes.

use askama::Template;
use chrono::NaiveDate;

use super::{Preview, email_note, look_field, sending_defaults};
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::form_state::FormState;
use crate::notices::forms::LOOK;
use crate::notices::model::{Notice, NoticeWay};
use crate::notices::{commands, forms};
use crate::requests::commands::{OpenRequest, open};
use crate::requests::model::RequestVersion;
use crate::requests::pages::open_seen;
use crate::web::chrome::Chrome;
use crate::web::components::{Button, FormFields, FormTag, Kind, Note, Radios, Select, Width};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::LetterLanguage;

#[derive(Template)]
#[template(path = "notices/new_acknowledgment.html")]
struct AcknowledgmentPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    reference: String,
    back: String,
    note: Option<Note>,
    preview: Option<Preview>,
}

impl AcknowledgmentPage {
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
}

fn page_of(
    visit: &Visit,
    found: &OpenRequest,
    form: FormState,
) -> Result<AcknowledgmentPage, AppError> {
    let request = &found.request;
    let today = today_of(visit, found);
    let preview = forms::acknowledgment(form.clone()).ok().map(|typed| {
        let to = typed.chosen.email.clone().unwrap_or_default();
        let sending = commands::Sending::fresh(typed.chosen)?;
        let letter =
            commands::acknowledgment_of(&visit.app.facilities, found, &typed.understood, today)?;
        let words = commands::preview(&Notice::N01(letter), &sending);
        Ok::<_, AppError>(Preview::new(&words, sending.language, &to))
    });
    let mut chrome = visit.chrome(format!("Acknowledgment – {}", request.reference));
    chrome.error = form.is_refused();
    Ok(AcknowledgmentPage {
        tag: FormTag::new(
            format!("/requests/{}/acknowledgments", request.public_id),
            &chrome.csrf,
        )
        .key(visit.key()?)
        .version(request.version.0),
        chrome,
        form,
        reference: request.reference.to_string(),
        back: format!("/requests/{}", request.public_id),
        note: email_note(visit),
        preview: preview.transpose()?,
    })
}

fn today_of(visit: &Visit, found: &OpenRequest) -> NaiveDate {
    found.terms.calendar.local_date(visit.now())
}

/// What a first acknowledgment says was understood: the wants and the scope in words.
fn understood(facilities: &Facilities, found: &OpenRequest) -> String {
    let asked = &found.request.asked;
    let catalogue = facilities.catalogue(&[&asked.site], asked.received_on);
    let wants: Vec<String> = asked
        .wants
        .iter()
        .map(|want| want.label().to_lowercase())
        .collect();
    let wants = if wants.is_empty() {
        "copies".to_owned()
    } else {
        wants.join(", ")
    };
    format!(
        "You ask for {wants}: {}.",
        asked.scope.in_words(|code| catalogue.name(code))
    )
}

/// `GET /requests/{request}/acknowledgments/new`
///
/// # Errors
/// Not found; or what the database says.
pub async fn new_acknowledgment(visit: Visit) -> Answer {
    let found = open_seen(&visit).await?;
    let form = match visit.draft().await? {
        Some(form) => form,
        None => sending_defaults(&found.request)
            .with("understood", understood(&visit.app.facilities, &found)),
    };
    let page = page_of(&visit, &found, form)?;
    visit.page(&page)
}

/// `POST /requests/{request}/acknowledgments`
///
/// # Errors
/// Not found, a refusal, or what the database says.
pub async fn create_acknowledgment(visit: Visit) -> Answer {
    let typed = match forms::acknowledgment(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => {
            let found = open_seen(&visit).await?;
            return visit.refused(&page_of(&visit, &found, form)?);
        }
    };
    if visit.form.has("then", "preview") {
        let found = open_seen(&visit).await?;
        return visit.page(&page_of(&visit, &found, visit.form.clone())?);
    }
    let public_id: String = visit.path("request")?;
    let version = RequestVersion(visit.version_seen()?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let command = (public_id.clone(), typed.clone());
    let sending = commands::Sending::fresh(typed.chosen)?;
    visit
        .submit(&command, move |tx| {
            let mut found = open(tx, &facilities, &public_id, &actor.sites, Some(version))?;
            let today = found.terms.calendar.local_date(tx.now());
            let letter =
                commands::acknowledgment_of(&facilities, &found, &typed.understood, today)?;
            commands::acknowledge(tx, &mut found, actor.staff_id, letter, &sending)?;
            let (go_to, say) = match sending.way {
                NoticeWay::Email => (
                    format!("/requests/{public_id}"),
                    "The acknowledgment is on its way.",
                ),
                NoticeWay::Letter => (
                    format!("/requests/{public_id}/notices/{}", sending.notice_id),
                    "The acknowledgment is ready to print.",
                ),
            };
            Ok(Done::go(go_to).say(say))
        })
        .await
}
