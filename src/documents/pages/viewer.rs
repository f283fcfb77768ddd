//! A paper looked at: beside a form, on a page of its own, or as the words it carries (A34).

use actix_web::web;
use askama::Template;

use super::about;
use super::handed_out::{of_request, waiting};
use crate::documents::model::{MAX_FILE_BYTES, PaperRole};
use crate::documents::store::Paper;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::web::chrome::Chrome;
use crate::web::components::{Facts, Name, ScanPages};
use crate::web::visit::{Answer, Visit};
use crate::words::PaperKind;

/// What stands for the pages of a paper that nobody has described yet.
const NOT_DESCRIBED: &str = "a page of the paper, not described yet";

/// The pages of a paper of a request, at its outer id.
pub fn viewer_of(request: &str, paper: &Paper) -> ScanPages {
    let base = ["/requests/", request, "/papers/", &paper.public_id].concat();
    viewer(paper, &base, &paper.description)
}

/// The pages of a waiting paper beside the form, with what is typed of it there.
pub fn waiting_viewer(paper: &Paper, key: &str, form: &FormState) -> ScanPages {
    let base = ["/log/papers/", key, "/", &paper.public_id].concat();
    viewer(
        paper,
        &base,
        form.value(&["says-", &paper.public_id].concat()),
    )
}

fn viewer(paper: &Paper, base: &str, says: &str) -> ScanPages {
    let says = if says.trim().is_empty() {
        NOT_DESCRIBED
    } else {
        says
    };
    let (name, pages) = (paper.name.as_str(), paper.pages.unwrap_or(0));
    let viewer = ScanPages::of_paper(&paper.public_id, name, base, pages, says);
    if paper.kind == PaperKind::Pdf {
        viewer.with_text()
    } else {
        viewer
    }
}

#[derive(Template)]
#[template(path = "documents/look.html")]
struct LookPage {
    chrome: Chrome,
    back: String,
    name: Name,
    facts: Facts,
    viewer: ScanPages,
}

/// All pages of a paper of a request, on a page of their own.
///
/// # Errors
/// `NotFound` for a paper of another request, another site's and a missing one alike.
pub async fn look(visit: Visit) -> Answer {
    let (reference, paper) = of_request(&visit).await?;
    let request: String = visit.path("request")?;
    let facts = Facts::new()
        .fact("What it shows", &paper.description)
        .fact(
            "What it is",
            paper.role.map_or("Not said", PaperRole::label),
        )
        .fact("File", &[paper.kind.label(), ", ", &about(&paper)].concat());
    visit.page(&LookPage {
        chrome: visit.chrome(["Paper – ", &reference].concat()),
        back: ["/requests/", &request].concat(),
        name: Name::new(paper.name.as_str()),
        facts,
        viewer: viewer_of(&request, &paper),
    })
}

#[derive(Template)]
#[template(path = "documents/text.html")]
struct TextPage {
    chrome: Chrome,
    name: Name,
    page: u16,
    description: String,
    /// The words line by line; why there are none.
    lines: Result<Vec<String>, String>,
}

/// The words one page of a request's paper carries.
///
/// # Errors
/// As [`look`].
pub async fn text(visit: Visit) -> Answer {
    let (_, paper) = of_request(&visit).await?;
    words(&visit, paper).await
}

/// The words one page of a waiting paper carries.
///
/// # Errors
/// `NotFound` for another key or person.
pub async fn waiting_text(visit: Visit) -> Answer {
    let paper = waiting(&visit).await?;
    words(&visit, paper).await
}

/// Drawn out each time it is asked for, never stored: what a paper says stays in its encrypted file alone (T43).
async fn words(visit: &Visit, paper: Paper) -> Answer {
    let page: u16 = visit.path("page")?;
    let app = visit.app.clone();
    let asked = paper.clone();
    let words = web::block(move || {
        let key = &asked.wrapped_key;
        let content = app
            .files
            .read(&asked.file, &asked.site, key, MAX_FILE_BYTES)?;
        Ok::<_, crate::files::FilesError>(app.previewer.text(&content, asked.kind, page))
    })
    .await
    .map_err(|e| AppError::Fault(e.to_string()))?
    .map_err(|e| AppError::Fault(e.to_string()))?;
    let lines = words.map_err(|why| why.to_string()).map(|text| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    });
    visit.page(&TextPage {
        chrome: visit.chrome(format!("Text of page {page}")),
        name: Name::new(paper.name.as_str()),
        page,
        description: paper.description,
        lines,
    })
}
