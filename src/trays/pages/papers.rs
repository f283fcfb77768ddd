//! The papers of an item as they are handed out, and the original it came in.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::find;
use crate::app::Seen;
use crate::db::Subject;
use crate::documents::pages::{download, picture};
use crate::documents::store::Paper;
use crate::error::AppError;
use crate::trays::model::MOST_BYTES;
use crate::trays::store;
use crate::web::visit::{Answer, Visit};

/// The original of a paper of an item.
///
/// # Errors
/// `NotFound` for another item's, and for what was not accepted.
pub async fn show_paper(visit: Visit) -> Answer {
    let paper = paper(&visit).await?;
    download(&visit, paper.into()).await
}

/// One page of a paper of an item.
///
/// # Errors
/// As [`show_paper`].
pub async fn show_page(visit: Visit) -> Answer {
    let number: u16 = visit.path("page")?;
    let paper = paper(&visit).await?;
    picture(&visit, paper.into(), number).await
}

async fn paper(visit: &Visit) -> Result<Paper, AppError> {
    let (find, paper) = (find(visit)?, visit.path::<String>("enclosure")?);
    visit
        .show(move |read| {
            let item = find(read)?.item;
            let paper = store::get_paper(read, item.id, &paper)?;
            let detail = format!("tray item {}, paper {}", item.id, paper.public_id);
            Ok((paper, seen(item.request_id.map(|id| id.0), detail)))
        })
        .await
}

fn seen(request_id: Option<i64>, detail: String) -> Seen {
    Seen {
        subject: Subject {
            request_id,
            detail: Some(detail),
            ..Subject::default()
        },
        listed: None,
    }
}

/// What an item came in, byte for byte, as a download that no browser opens (T67).
///
/// # Errors
/// `NotFound` where none is kept.
pub async fn show_original(visit: Visit) -> Answer {
    let find = find(&visit)?;
    let (name, (file, key, site)) = visit
        .show(move |read| {
            let item = find(read)?.item;
            let kept = store::get_original(read, item.id)?;
            let name = item.id.to_string();
            let detail = [&name, " as it came"].concat();
            Ok(((name, kept), seen(item.request_id.map(|id| id.0), detail)))
        })
        .await?;
    let files = visit.app.files.clone();
    let content = web::block(move || files.read(&file, &site, &key, MOST_BYTES))
        .await
        .map_err(|e| AppError::Fault(e.to_string()))?
        .map_err(|e| AppError::Fault(e.to_string()))?;
    let header_value = format!("attachment; filename=\"{name}.bin\"");
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_DISPOSITION, header_value))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(content.to_vec()))
}
