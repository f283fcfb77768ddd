//! A paper that came later: uploaded, seen, described, given to the request.

use askama::Template;

use crate::documents::commands::add_papers;
use crate::documents::forms;
use crate::documents::model::PaperRole;
use crate::documents::pages::{carried, contents, receive, says, waiting_viewer, with_kept};
use crate::documents::store::Paper;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::requests::commands::open;
use crate::requests::model::Channel;
use crate::requests::pages::open_seen;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

#[derive(Template)]
#[template(path = "desk/paper.html")]
struct PaperPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    reference: String,
    back: String,
    facts: Facts,
    kept: Vec<Paper>,
    viewers: Vec<ScanPages>,
}

/// Shows where a paper is added.
pub async fn new_paper(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form).await?)
}

/// Adds the papers, or shows the form again with everything typed and uploaded.
pub async fn add_paper(visit: Visit) -> Answer {
    let key = visit.key()?;
    let form = receive(&visit, &key).await?;
    if form.is_refused() {
        return visit.refused(&page(&visit, form).await?);
    }
    if form.has("then", "look") {
        return visit.page(&page(&visit, form).await?);
    }
    let added = match forms::add_papers(form.clone()) {
        Ok(added) => added,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    let public_id: String = visit.path("request")?;
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    // Papers get a new id each time they are sent; what they are tells whether two forms are the same.
    let sent = contents(&visit, &added.papers).await?;
    let command = (public_id.clone(), added.role, added.channel, sent);
    let done = visit
        .submit(&command, move |tx| {
            let mut open = open(tx, &facilities, &public_id, &actor.sites, None)?;
            add_papers(tx, &mut open, actor.staff_id, &key, &added)?;
            Ok(Done::go(["/requests/", &public_id, "#papers"].concat())
                .say("The paper is with the request."))
        })
        .await;
    match done {
        Err(error) => visit.refused(&page(&visit, error.on(form)?).await?),
        done => done,
    }
}

async fn page(visit: &Visit, form: FormState) -> Result<PaperPage, AppError> {
    let open = open_seen(visit).await?;
    let kept = carried(visit, &form).await?;
    let request = &open.request;
    let reference = request.reference.to_string();
    let back = ["/requests/", &request.public_id].concat();
    let mut chrome = visit.chrome(["Add a paper – ", &reference].concat());
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    Ok(PaperPage {
        tag: FormTag::new([&back, "/papers"].concat(), &chrome.csrf)
            .key(key.clone())
            .multipart()
            .guarded(),
        facts: Facts::new()
            .fact("Patient", &request.asked.patient.name)
            .fact("Requester", &request.asked.requester.name)
            .fact("Road", request.asked.road.label())
            .fact("Status", request.shown.label()),
        viewers: kept
            .iter()
            .map(|paper| waiting_viewer(paper, &key, &form))
            .collect(),
        kept,
        chrome,
        form,
        reference,
        back,
    })
}

impl PaperPage {
    fn role(&self) -> Select {
        self.form
            .select("role", "What it is")
            .prompt("Choose")
            .options(PaperRole::offered())
            .width(Width::Half)
    }

    fn channel(&self) -> Select {
        self.form
            .select("channel", "How it came")
            .prompt("Choose")
            .options(Channel::offered())
            .width(Width::Half)
    }

    fn file(&self) -> FileUpload {
        let file = self
            .form
            .file("papers", "Scan or PDF")
            .multiple()
            .takes_at_once("then", "look")
            .hint("PDF, JPEG, PNG or TIFF, at most 25 MB each.");
        with_kept(file, &self.kept)
    }

    /// What the new paper shows, and what each that is already here shows.
    fn says(&self) -> Vec<TextInput> {
        let new = self
            .form
            .text("papers-says", "What it shows")
            .hint("For example: signed authorization, two pages.");
        says(&self.form, &self.kept, new, |name| {
            ["What ", name, " shows"].concat()
        })
    }
}
