//! The pages of a release and a denial.

use askama::Template;
use chrono::NaiveDate;

use super::commands::{record_denial, record_release, stops_today};
use super::forms::{read_denial, read_release};
use super::model::{Basis, DenialGround};
use super::rules::usual_basis;
use crate::app::Seen;
use crate::authorizations::model::Stop;
use crate::db::Subject;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::requests::commands::{OpenRequest, open};
use crate::requests::model::{Delivery, Recipient, RequestVersion};
use crate::requests::store::list_recipients;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

#[derive(Template)]
#[template(path = "disclosures/release.html", whitespace = "minimize")]
struct ReleasePage {
    chrome: Chrome,
    tag: FormTag,
    summary: ErrorSummary,
    reference: String,
    back: String,
    scope: String,
    stops: Vec<Note>,
    description: TextInput,
    purpose: TextInput,
    basis: Select,
    released_on: DateInput,
    recipients: Vec<RecipientFields>,
    whole: Radios,
    withheld_why: TextArea,
    send: Button,
}

struct RecipientFields {
    name: Name,
    sent: Flag,
    delivery: Select,
    address: TextInput,
    pages: TextInput,
}

struct Case {
    open: OpenRequest,
    recipients: Vec<(i64, Recipient)>,
    stops: Vec<Stop>,
    today: NaiveDate,
}

async fn load(visit: &Visit) -> Result<Case, AppError> {
    let (public_id, sites) = (visit.path::<String>("request")?, visit.actor.sites.clone());
    let (facilities, now) = (visit.app.facilities.clone(), visit.now());
    visit
        .show(move |read| {
            let open = open(read, &facilities, &public_id, &sites, None)?;
            let recipients = list_recipients(read, open.request.id)?;
            let today = open.terms.calendar.local_date(now);
            let stops = stops_today(read, &open, today)?;
            let subject = Subject {
                request_id: Some(open.request.id.0),
                patient_id: open.request.asked.patient.id,
                detail: None,
            };
            Ok((
                Case {
                    open,
                    recipients,
                    stops,
                    today,
                },
                Seen {
                    subject,
                    listed: None,
                },
            ))
        })
        .await
}

/// What leaves, to whom, before it is recorded.
pub async fn new_release(visit: Visit) -> Answer {
    let case = load(&visit).await?;
    let form = match visit.draft().await? {
        Some(kept) => kept,
        None => first_release(&case),
    };
    visit.page(&release_page(&visit, &case, &form)?)
}

/// Records what left.
pub async fn create_release(visit: Visit) -> Answer {
    let case = load(&visit).await?;
    let rows: Vec<i64> = case.recipients.iter().map(|(row, _)| *row).collect();
    let release = match read_release(visit.form.clone(), &rows, case.today) {
        Ok(release) => release,
        Err(form) => return visit.refused(&release_page(&visit, &case, &form)?),
    };
    let (request, version) = (
        case.open.request.public_id.clone(),
        version_of(&visit.form)?,
    );
    let (facilities, sites, by) = (
        visit.app.facilities.clone(),
        visit.actor.sites.clone(),
        visit.actor.staff_id,
    );
    let go_to = ["/requests/", &request].concat();
    let command = release.clone();
    let done = visit
        .submit(&command, move |tx| {
            let mut open = open(tx, &facilities, &request, &sites, Some(version))?;
            record_release(tx, &mut open, by, &release)?;
            Ok(Done::go(go_to).say("Release recorded. The request is closed."))
        })
        .await;
    again_where_typed(&visit, done, |form| release_page(&visit, &case, form))
}

fn first_release(case: &Case) -> FormState {
    let asked = &case.open.request.asked;
    let mut form = FormState::empty()
        .with_date("released_on", case.today)
        .with(
            "description",
            asked.scope.in_words(|code| code.replace('_', " ")),
        )
        .with(
            "purpose",
            asked.purpose.map_or("", |purpose| purpose.label()),
        )
        .with("basis", usual_basis(asked.road).as_str())
        .with("whole", "yes");
    for (row, recipient) in &case.recipients {
        let name = |field: &str| [field, "-", &row.to_string()].concat();
        form = form
            .with(&name("sent"), "yes")
            .with(&name("delivery"), recipient.delivery.as_str())
            .with(&name("address"), recipient.address.clone());
    }
    form
}

fn release_page(visit: &Visit, case: &Case, form: &FormState) -> Result<ReleasePage, AppError> {
    let request = &case.open.request;
    let back = ["/requests/", &request.public_id].concat();
    let mut chrome = visit.chrome(["Release – ", &request.reference.to_string()].concat());
    chrome.error = form.is_refused();
    let action = [&back, "/release"].concat();
    Ok(ReleasePage {
        tag: FormTag::new(action, &chrome.csrf).key(visit.key()?).version(request.version.0).guarded(),
        summary: form.summary(),
        reference: request.reference.to_string(),
        back,
        scope: request.asked.scope.in_words(|code| code.replace('_', " ")),
        stops: case.stops.iter().map(|stop| Note::new(Tone::Bad, stop.text.clone()).strong(stop.rule)).collect(),
        description: form.text("description", "What was sent").hint("Record types and dates of service, as they left"),
        purpose: form.text("purpose", "What it is for").width(Width::Half),
        basis: form
            .select("basis", "Why it may leave")
            .options(Basis::ALL.iter().map(|b| (b.as_str(), b.label())))
            .width(Width::Half),
        released_on: form.date("released_on", "The day it left"),
        recipients: case.recipients.iter().map(|(row, recipient)| recipient_fields(form, *row, recipient)).collect(),
        whole: form
            .radios("whole", "Did everything that was asked for leave?")
            .choice("yes", "Yes, all of it")
            .choice("no", "No, a part was withheld"),
        withheld_why: form
            .lines("withheld_why", "If not, why")
            .hint("At least 15 characters. The words to the requester must not name a protected category.")
            .optional(),
        send: Button::primary("Record the release"),
        chrome,
    })
}

fn recipient_fields(form: &FormState, row: i64, recipient: &Recipient) -> RecipientFields {
    let name = |field: &str| [field, "-", &row.to_string()].concat();
    RecipientFields {
        name: Name::new(&recipient.name),
        sent: form.flag(&name("sent"), "Sent to this recipient"),
        delivery: form
            .select(&name("delivery"), "How")
            .options(Delivery::ALL.iter().map(|d| (d.as_str(), d.label())))
            .width(Width::Quarter),
        address: form
            .text(&name("address"), "Where to")
            .optional()
            .width(Width::Half),
        pages: form
            .text(&name("pages"), "Pages")
            .kind(Kind::Digits)
            .width(Width::Quarter),
    }
}

#[derive(Template)]
#[template(path = "disclosures/denial.html", whitespace = "minimize")]
struct DenialPage {
    chrome: Chrome,
    tag: FormTag,
    summary: ErrorSummary,
    reference: String,
    back: String,
    ground: Select,
    sent_on: DateInput,
    send: Button,
}

/// A denial in writing, before it is recorded.
pub async fn new_denial(visit: Visit) -> Answer {
    let case = load(&visit).await?;
    let form = visit
        .draft()
        .await?
        .unwrap_or_else(|| FormState::empty().with_date("sent_on", case.today));
    visit.page(&denial_page(&visit, &case, &form)?)
}

/// Records a denial sent in writing.
pub async fn create_denial(visit: Visit) -> Answer {
    let case = load(&visit).await?;
    let (ground, sent_on) = match read_denial(visit.form.clone(), case.today) {
        Ok(denial) => denial,
        Err(form) => return visit.refused(&denial_page(&visit, &case, &form)?),
    };
    let (request, version) = (
        case.open.request.public_id.clone(),
        version_of(&visit.form)?,
    );
    let (facilities, sites, by) = (
        visit.app.facilities.clone(),
        visit.actor.sites.clone(),
        visit.actor.staff_id,
    );
    let go_to = ["/requests/", &request].concat();
    let done = visit
        .submit(&(ground, sent_on), move |tx| {
            let mut open = open(tx, &facilities, &request, &sites, Some(version))?;
            record_denial(tx, &mut open, by, ground, sent_on)?;
            Ok(Done::go(go_to).say("Denial recorded. The request is closed."))
        })
        .await;
    again_where_typed(&visit, done, |form| denial_page(&visit, &case, form))
}

fn denial_page(visit: &Visit, case: &Case, form: &FormState) -> Result<DenialPage, AppError> {
    let request = &case.open.request;
    let back = ["/requests/", &request.public_id].concat();
    let mut chrome = visit.chrome(["Denial – ", &request.reference.to_string()].concat());
    chrome.error = form.is_refused();
    Ok(DenialPage {
        tag: FormTag::new([&back, "/denial"].concat(), &chrome.csrf)
            .key(visit.key()?)
            .version(request.version.0)
            .guarded(),
        summary: form.summary(),
        reference: request.reference.to_string(),
        back,
        ground: form
            .select("ground", "Ground of the denial")
            .prompt("Choose the ground the letter gives")
            .options(DenialGround::ALL.iter().map(|g| (g.as_str(), g.label()))),
        sent_on: form.date("sent_on", "The day the letter was sent"),
        send: Button::danger("Record the denial"),
        chrome,
    })
}

/// A refusal or a field's error is shown on the form where it was typed; everything else becomes its own page.
fn again_where_typed<T: Template>(
    visit: &Visit,
    done: Answer,
    draw: impl Fn(&FormState) -> Result<T, AppError>,
) -> Answer {
    match done {
        Err(AppError::Refused(refusal)) => {
            visit.refused(&draw(&visit.form.clone().refused("", refusal.text))?)
        }
        Err(AppError::Fields(errors)) => {
            let form = visit.form.clone().with_errors_of(&errors);
            visit.refused(&draw(&form)?)
        }
        other => other,
    }
}

fn version_of(form: &FormState) -> Result<RequestVersion, AppError> {
    form.value("version")
        .parse()
        .map(RequestVersion)
        .map_err(|_| AppError::BadRequest("the form names no version"))
}
