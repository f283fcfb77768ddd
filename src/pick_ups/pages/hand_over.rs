//! One part that waits: who takes it, against what, and the signature.

use askama::Template;

use super::waits;
use crate::accounts::pages::lock_screen;
use crate::documents::pages::{carried, contents, receive, waiting_viewer, with_kept};
use crate::documents::store::Paper;
use crate::error::AppError;
use crate::facilities::rules::{DeskAnswer, desk_open};
use crate::form_state::FormState;
use crate::intake::model::IdentitySeen;
use crate::pick_ups::commands;
use crate::pick_ups::forms;
use crate::pick_ups::model::{Relation, Signed, Waiting};
use crate::pick_ups::rules::unclaimed;
use crate::pick_ups::store;
use crate::requests::commands::{OpenRequest, open};
use crate::requests::rules::identity::CallerSaid;
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// How many parts of one request are shown.
const PARTS: i64 = 50;

#[derive(Template)]
#[template(path = "pick_ups/hand_over.html")]
struct HandOverPage {
    chrome: Chrome,
    reference: String,
    back: String,
    facts: Facts,
    waits: Option<Tag>,
    window: String,
    closed: bool,
    may_override: bool,
    parts: Vec<(i64, String)>,
    kept: Vec<Paper>,
    viewers: Vec<ScanPages>,
    tag: FormTag,
    form: FormState,
}

/// Shows where a part of this request is handed over.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub async fn show_hand_over(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form).await?)
}

/// Hands the part over, or shows the form again with everything typed.
///
/// # Errors
/// `NotFound`; that nothing was stored.
pub async fn hand_over(visit: Visit) -> Answer {
    let key = visit.key()?;
    let form = receive(&visit, &key).await?;
    if form.value("act") == "lock" {
        return lock_screen(&visit, &form).await;
    }
    if form.is_refused() {
        return visit.refused(&page(&visit, form).await?);
    }
    let given = match forms::hand_over(form.clone()) {
        Ok(given) => given,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    let public_id: String = visit.path("request")?;
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let papers: Vec<_> = given.paper.iter().cloned().collect();
    // A signature gets a new id each time it is sent; what it is tells whether two forms are the same.
    let mut told = given.clone();
    told.paper = None;
    let command = (public_id.clone(), told, contents(&visit, &papers).await?);
    let desk = standing(&visit, &actor.acting_site);
    let done = visit
        .submit(&command, move |tx| {
            let mut open = open(tx, &facilities, &public_id, &actor.sites, None)?;
            let state = desk.state;
            commands::hand_over(tx, &mut open, &actor, state, &key, &given)?;
            Ok(Done::go("/pick-ups").say("It is handed over and signed for."))
        })
        .await;
    match done {
        Err(error) => visit.refused(&page(&visit, error.on(form)?).await?),
        done => done,
    }
}

/// How the window stands now.
fn standing(visit: &Visit, site: &str) -> DeskAnswer {
    let facilities = &visit.app.facilities;
    let now = facilities.local(site, visit.now());
    let terms = facilities.terms(site, now.date());
    let holiday = |on| {
        let calendar = &terms.as_ref()?.calendar;
        let day = calendar.holiday_on(on).filter(|day| day.office_closed);
        day.map(|day| day.name.clone())
    };
    match facilities.of_site(site) {
        Some((profile, code)) => desk_open(profile, &code, now, &holiday),
        None => DeskAnswer {
            state: crate::facilities::rules::DeskState::NoHours,
            sentence: String::new(),
            until: None,
            source: Vec::new(),
        },
    }
}

async fn looked_at(visit: &Visit) -> Result<(OpenRequest, Vec<Waiting>), AppError> {
    let public_id: String = visit.path("request")?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    visit
        .show(move |read| {
            let open = open(read, &facilities, &public_id, &sites, None)?;
            let parts = store::list_waiting(read, &sites, Some(open.request.id), PARTS)?;
            let seen = open.seen();
            Ok(((open, parts), seen))
        })
        .await
}

async fn page(visit: &Visit, form: FormState) -> Result<HandOverPage, AppError> {
    let (open, parts) = looked_at(visit).await?;
    let kept = carried(visit, &form).await?;
    let request = &open.request;
    let reference = request.reference.to_string();
    let mut chrome = visit.chrome(["Pick-up – ", &reference].concat());
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    let today = open.terms.calendar.local_date(visit.now());
    let desk = standing(visit, &visit.actor.acting_site);
    let path = ["/requests/", &request.public_id].concat();
    let born = request.asked.patient.born_on;
    let born = born.map_or_else(|| "birth date not known".to_owned(), dates::iso);
    let profile = visit.app.facilities.of_site(&request.asked.site);
    let first = parts.first();
    let form = match first {
        Some(part) if form.pairs().is_empty() => form.with("pages", part.pages.to_string()),
        _ => form,
    };
    Ok(HandOverPage {
        tag: FormTag::new([&path, "/pick-up"].concat(), &chrome.csrf)
            .key(key.clone())
            .multipart()
            .guarded(),
        back: path,
        facts: Facts::new()
            .fact_with("Patient", &request.asked.patient.name, born)
            .fact("Released for", first.map_or("–", |part| &part.recipient))
            .fact(
                "Ready since",
                &first.map_or_else(|| "–".to_owned(), |part| dates::short(part.since, today)),
            ),
        waits: first.map(|part| {
            let step = profile.and_then(|(profile, _)| unclaimed(profile, part.since, today));
            waits(part, step, today)
        }),
        window: desk.sentence,
        closed: desk.state.is_closed_hours() == Some(true),
        may_override: visit.actor.may(Permission::OverrideRules),
        viewers: kept
            .iter()
            .map(|paper| waiting_viewer(paper, &key, &form))
            .collect(),
        parts: parts
            .into_iter()
            .map(|part| (part.disclosure, part.recipient))
            .collect(),
        kept,
        chrome,
        form,
        reference,
    })
}

impl HandOverPage {
    /// Whose part, where several wait.
    fn part(&self) -> Option<Radios> {
        let several = self.parts.len() > 1;
        several.then(|| {
            let parts = self.parts.iter();
            self.form
                .radios("disclosure", "Whose part is handed over")
                .choices(parts.map(|(id, name)| (id.to_string(), name.clone())))
        })
    }

    fn relation(&self) -> Radios {
        self.form
            .radios("relation", "Who collects it")
            .choices(Relation::offered())
    }

    fn identity(&self) -> Select {
        self.form
            .select("identity", "Identity document seen")
            .hint("Only its kind; never write down its number.")
            .prompt("Choose")
            .options(IdentitySeen::offered())
            .width(Width::Half)
    }

    fn said(&self) -> Checkboxes {
        self.form
            .checkboxes(
                "said",
                "Without a document: what was said that the record holds",
            )
            .hint("Date of birth, home address and one thing more; write down none of it.")
            .optional()
            .choices(CallerSaid::offered())
    }

    fn signed(&self) -> Radios {
        self.form
            .radios("signed", "How the receipt is signed")
            .stacked()
            .choices(Signed::offered())
    }

    fn file(&self) -> FileUpload {
        let file = self
            .form
            .file("papers", "Signature")
            .hint("Drawn above, or the scan of the signed receipt: PNG, JPEG, TIFF or PDF.")
            .optional();
        with_kept(file, &self.kept)
    }
}
