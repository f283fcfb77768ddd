//! The batches of a site, and the form that sends one.

use askama::Template;

use super::{address, evidence};
use crate::documents::pages::{carried, contents, receive, says, waiting_viewer, with_kept};
use crate::documents::store::Paper;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::requests::model::Channel;
use crate::scans::store::{self, Batch};
use crate::scans::{commands, forms};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// Batches on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "scans/batches.html")]
struct BatchesPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    kept: Vec<Paper>,
    viewers: Vec<ScanPages>,
    rows: Vec<Line>,
    pager: Option<Pager>,
}

struct Line {
    href: String,
    id: String,
    name: Name,
    came: String,
    by: String,
    pages: u16,
    state: Tag,
}

/// Lists the batches of the acting site, the newest first, below the form that sends one.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_batches(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page_of(&visit, form).await?)
}

/// Takes files as batches, or shows the form again with everything typed and uploaded.
///
/// # Errors
/// When the disk or the database does not answer.
pub async fn send_batches(visit: Visit) -> Answer {
    let key = visit.key()?;
    let form = receive(&visit, &key).await?;
    if form.is_refused() {
        return visit.refused(&page_of(&visit, form).await?);
    }
    if form.has("then", "look") {
        return visit.page(&page_of(&visit, form).await?);
    }
    let sent = match forms::send(form.clone()) {
        Ok(sent) => sent,
        Err(form) => return visit.refused(&page_of(&visit, form).await?),
    };
    let command = (sent.channel, contents(&visit, &sent.papers).await?);
    let actor = visit.actor.clone();
    let done = visit
        .submit(&command, move |tx| {
            let first = commands::send(tx, &actor, &sent)?;
            Ok(Done::go(match sent.papers.len() {
                1 => ["/scans/", &first].concat(),
                _ => "/scans".to_owned(),
            })
            .say("The batch is here and is being looked through for cover sheets."))
        })
        .await;
    match done {
        Err(error) => visit.refused(&page_of(&visit, error.on(form)?).await?),
        done => done,
    }
}

async fn page_of(visit: &Visit, form: FormState) -> Result<BatchesPage, AppError> {
    let kept = carried(visit, &form).await?;
    let site = visit.actor.acting_site.clone();
    let before = visit.query("before").and_then(|text| text.parse().ok());
    let mut found = visit
        .show(move |read| {
            let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
            let found = store::list_batches(read, &site, before, most)?;
            Ok((found, evidence("scanned batches".to_owned())))
        })
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more);
    let next = last.map(|(last, _)| format!("/scans?before={}", last.id.0));
    let first = before.map(|_: i64| "/scans".to_owned());
    let pager = (next.is_some() || first.is_some()).then(|| {
        Pager::new("Newest first, 50 on a page")
            .previous(first)
            .next(next)
    });
    let mut chrome = visit.chrome("Scanned batches");
    chrome.error = form.is_refused();
    let key = visit.key_of(&form)?;
    Ok(BatchesPage {
        tag: FormTag::new("/scans", &chrome.csrf)
            .key(key.clone())
            .multipart()
            .guarded(),
        viewers: kept
            .iter()
            .map(|paper| waiting_viewer(paper, &key, &form))
            .collect(),
        rows: found.iter().map(|one| line(visit, one)).collect(),
        kept,
        pager,
        chrome,
        form,
    })
}

fn line(visit: &Visit, (batch, waiting): &(Batch, i64)) -> Line {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&batch.site, visit.now());
    let came = dates::moment(facilities.local(&batch.site, batch.uploaded_at), today);
    Line {
        href: address(batch),
        id: batch.id.to_string(),
        name: Name::new(batch.name.as_str()),
        came: [&came, ", by ", &batch.channel.label().to_lowercase()].concat(),
        by: batch.uploaded_by.clone(),
        pages: batch.pages,
        state: match waiting {
            _ if !batch.is_read() => Tag::new("Being looked through", Tone::Info),
            0 => Tag::new("Done", Tone::Good),
            1 => Tag::new("1 part waits", Tone::Warn),
            parts => Tag::new(format!("{parts} parts wait"), Tone::Warn),
        },
    }
}

impl BatchesPage {
    fn channel(&self) -> Select {
        self.form
            .select("channel", "How the papers came")
            .prompt("Choose")
            .options(Channel::offered())
            .width(Width::Half)
    }

    fn file(&self) -> FileUpload {
        let file = self
            .form
            .file("papers", "Scan of the batch")
            .accept(".pdf,.tif,.tiff")
            .multiple()
            .takes_at_once("then", "look")
            .hint("One PDF or TIFF with a cover sheet or separator sheet before each paper; at most 25 MB and 500 pages.");
        with_kept(file, &self.kept)
    }

    /// What the new batch is, and what each that is already here is.
    fn says(&self) -> Vec<TextInput> {
        let new = self
            .form
            .text("papers-says", "What is in it")
            .hint("Stands for the pages of each part until somebody says more. For example: signed forms from the mail of 8 June.");
        says(&self.form, &self.kept, new, |name| {
            ["What is in ", name].concat()
        })
    }
}
