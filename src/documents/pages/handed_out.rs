//! Papers as they are handed out: the original as a download, each page as a picture (T66, T67).

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::Seen;
use crate::db::Subject;
use crate::documents::model::{DisplayName, MAX_FILE_BYTES};
use crate::documents::rules::download_header;
use crate::documents::store::{self, Paper};
use crate::error::AppError;
use crate::files::FileId;
use crate::preview::MAX_WIDTH;
use crate::requests::commands::open;
use crate::web::visit::{Answer, Visit};
use crate::words::PaperKind;

/// What a download may do when a browser opens it after all: nothing (T67).
const SANDBOX: &str = "default-src 'none'; sandbox";

/// The width of a page's small picture, in pixels: twice what it is shown at.
const SMALL: u16 = 128;

/// A page that has no picture, in a picture that says so.
#[derive(Template)]
#[template(path = "documents/no_picture.svg", escape = "html")]
struct NoPicture {
    sentence: String,
}

/// What is needed to hand out a file that is kept encrypted.
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// Its name on disk.
    pub file: FileId,
    /// The site it was stored for.
    pub site: String,
    /// Its own key, wrapped.
    pub wrapped_key: String,
    /// What it is.
    pub kind: PaperKind,
    /// Its name.
    pub name: DisplayName,
}

impl From<Paper> for KeptFile {
    fn from(paper: Paper) -> Self {
        Self {
            file: paper.file,
            site: paper.site,
            wrapped_key: paper.wrapped_key,
            kind: paper.kind,
            name: paper.name,
        }
    }
}

/// The original of a paper of a request.
pub async fn original(visit: Visit) -> Answer {
    let (_, paper) = of_request(&visit).await?;
    download(&visit, paper.into()).await
}

/// One page of a paper of a request.
pub async fn page(visit: Visit) -> Answer {
    let number: u16 = visit.path("page")?;
    let (_, paper) = of_request(&visit).await?;
    picture(&visit, paper.into(), number).await
}

/// The original of a paper that waits under the key of this person's form.
pub async fn waiting_original(visit: Visit) -> Answer {
    let paper = waiting(&visit).await?;
    download(&visit, paper.into()).await
}

/// One page of a paper that waits under the key of this person's form.
pub async fn waiting_page(visit: Visit) -> Answer {
    let number: u16 = visit.path("page")?;
    let paper = waiting(&visit).await?;
    picture(&visit, paper.into(), number).await
}

/// A paper with the reference of its request. Always through the request: another site's and a missing one answer the same (T36).
pub(super) async fn of_request(visit: &Visit) -> Result<(String, Paper), AppError> {
    let (request, paper): (String, String) = (visit.path("request")?, visit.path("paper")?);
    let facilities = visit.app.facilities.clone();
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let found = open(read, &facilities, &request, &sites, None)?.request;
            let paper = store::get_of_request(read, found.id, &paper)?;
            let subject = Subject {
                request_id: Some(found.id.0),
                patient_id: found.asked.patient.id,
                detail: Some(["paper ", &paper.public_id].concat()),
            };
            Ok(((found.reference.to_string(), paper), seen(subject)))
        })
        .await
}

/// A paper that waits under the key of this person's form.
pub(super) async fn waiting(visit: &Visit) -> Result<Paper, AppError> {
    let (key, paper): (String, String) = (visit.path("key")?, visit.path("paper")?);
    let staff_id = visit.actor.staff_id;
    visit
        .show(move |read| {
            let paper = store::get_waiting(read, &key, staff_id, &paper)?;
            let subject = Subject {
                detail: Some(["waiting paper ", &paper.public_id].concat()),
                ..Subject::default()
            };
            Ok((paper, seen(subject)))
        })
        .await
}

fn seen(subject: Subject) -> Seen {
    Seen {
        subject,
        listed: None,
    }
}

/// A kept file as a download (T67).
///
/// # Errors
/// When it cannot be read.
pub async fn download(visit: &Visit, paper: KeptFile) -> Answer {
    let files = visit.app.files.clone();
    let (name, kind) = (paper.name.clone(), paper.kind);
    let content = web::block(move || {
        files.read(&paper.file, &paper.site, &paper.wrapped_key, MAX_FILE_BYTES)
    })
    .await
    .map_err(|e| AppError::Fault(e.to_string()))?
    .map_err(|e| AppError::Fault(e.to_string()))?;
    Ok(HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header((header::CONTENT_DISPOSITION, download_header(&name)))
        .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(content.to_vec()))
}

/// How wide a picture of a page is drawn: small where it only leads to the page.
fn width_of(visit: &Visit) -> u16 {
    match visit.query("small") {
        Some(_) => SMALL,
        None => MAX_WIDTH,
    }
}

/// One page of a kept file as a picture, or a picture that says why there is none (T66).
///
/// # Errors
/// When the file cannot be read.
pub async fn picture(visit: &Visit, paper: KeptFile, number: u16) -> Answer {
    let app = Arc::new(visit.app.clone());
    let width = width_of(visit);
    let drawn = web::block(move || {
        let content =
            app.files
                .read(&paper.file, &paper.site, &paper.wrapped_key, MAX_FILE_BYTES)?;
        Ok::<_, crate::files::FilesError>(app.previewer.render(&content, paper.kind, number, width))
    })
    .await
    .map_err(|e| AppError::Fault(e.to_string()))?
    .map_err(|e| AppError::Fault(e.to_string()))?;
    match drawn {
        Ok(png) => Ok(HttpResponse::Ok()
            .content_type("image/png")
            .insert_header((header::CONTENT_ENCODING, "identity"))
            .body(png.into_bytes())),
        Err(why) => {
            let sentence = why.to_string();
            Ok(HttpResponse::Ok()
                .content_type("image/svg+xml")
                .insert_header((header::CONTENT_SECURITY_POLICY, SANDBOX))
                .body(NoPicture { sentence }.render()?))
        }
    }
}
