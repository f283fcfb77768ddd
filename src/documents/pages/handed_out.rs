//! Papers as they are handed out: the original as a download, each page as a picture (T66, T67).

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::Seen;
use crate::db::Subject;
use crate::documents::model::MAX_FILE_BYTES;
use crate::documents::rules::download_header;
use crate::documents::store::{self, Paper};
use crate::error::AppError;
use crate::preview::MAX_WIDTH;
use crate::requests::commands::open;
use crate::web::visit::{Answer, Visit};

/// What a download may do when a browser opens it after all: nothing (T67).
const SANDBOX: &str = "default-src 'none'; sandbox";

/// A page that has no picture, in a picture that says so.
#[derive(Template)]
#[template(path = "documents/no_picture.svg", escape = "html")]
struct NoPicture {
    sentence: String,
}

/// The original of a paper of a request.
pub async fn original(visit: Visit) -> Answer {
    let paper = of_request(&visit).await?;
    download(&visit, paper).await
}

/// One page of a paper of a request.
pub async fn page(visit: Visit) -> Answer {
    let number: u16 = visit.path("page")?;
    let paper = of_request(&visit).await?;
    picture(&visit, paper, number).await
}

/// The original of a paper that waits under the key of this person's form.
pub async fn waiting_original(visit: Visit) -> Answer {
    let paper = waiting(&visit).await?;
    download(&visit, paper).await
}

/// One page of a paper that waits under the key of this person's form.
pub async fn waiting_page(visit: Visit) -> Answer {
    let number: u16 = visit.path("page")?;
    let paper = waiting(&visit).await?;
    picture(&visit, paper, number).await
}

/// Always through the request: another site's and a missing one answer the same (T36).
async fn of_request(visit: &Visit) -> Result<Paper, AppError> {
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
            Ok((paper, seen(subject)))
        })
        .await
}

async fn waiting(visit: &Visit) -> Result<Paper, AppError> {
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

/// The original of a paper as a download, once its evidence is stored.
///
/// # Errors
/// When it cannot be read.
pub async fn download(visit: &Visit, paper: Paper) -> Answer {
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

/// One page of a paper as a picture, once its evidence is stored; a picture that says why where there is none (T66).
///
/// # Errors
/// When it cannot be read.
pub async fn picture(visit: &Visit, paper: Paper, number: u16) -> Answer {
    let app = Arc::new(visit.app.clone());
    let drawn = web::block(move || {
        let content =
            app.files
                .read(&paper.file, &paper.site, &paper.wrapped_key, MAX_FILE_BYTES)?;
        Ok::<_, crate::files::FilesError>(
            app.previewer
                .render(&content, paper.kind, number, MAX_WIDTH),
        )
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
