//! Reading a posted form, with papers or without, inside fixed bounds (T65, T69).

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpRequest, web};
use futures_util::{Stream, StreamExt};

use crate::db::StoreError;
use crate::error::AppError;
use crate::files::{Files, FilesError, Stored};
use crate::form_state::FormState;

/// Bytes of a form without papers.
const FORM_BYTES: usize = 512 * 1024;
/// Bytes of one paper.
pub const PAPER_BYTES: u64 = 25 * 1024 * 1024;
/// Bytes of all papers of one form.
const PAPERS_BYTES: u64 = 100 * 1024 * 1024;
/// Papers of one form.
const PAPERS: usize = 20;
/// Fields of one form.
const FIELDS: usize = 2_000;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// A paper as it arrived, already encrypted and durable. Until a row names it the sweeper may take it.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The form field it came in.
    pub field: String,
    /// The name the person's machine gave it; never used as a path.
    pub file_name: String,
    /// Where it is kept.
    pub stored: Stored,
}

/// A posted form.
#[derive(Debug, Default)]
pub struct Body {
    /// Its text fields.
    pub form: FormState,
    /// Its papers.
    pub uploads: Vec<Upload>,
}

/// Reads the body of a post.
///
/// # Errors
/// `TooLarge` with the bound that was passed; `BadRequest` when it is no form.
pub async fn read(
    req: &HttpRequest,
    payload: web::Payload,
    files: &Files,
    site: &str,
) -> Result<Body, AppError> {
    let kind = req
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let reading = async {
        if kind.starts_with("multipart/form-data") {
            read_multipart(Multipart::new(req.headers(), payload), files, site).await
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            read_fields(payload).await
        } else {
            Err(AppError::BadRequest("the body is not a form"))
        }
    };
    in_time(reading).await
}

async fn read_fields(mut payload: web::Payload) -> Result<Body, AppError> {
    let mut bytes = Vec::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|_| AppError::BadRequest("the form broke off"))?;
        if bytes.len() + piece.len() > FORM_BYTES {
            return Err(AppError::TooLarge(
                "The form holds more text than the desk takes at once (512 kB).",
            ));
        }
        bytes.extend_from_slice(&piece);
    }
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(&bytes)
        .map_err(|_| AppError::BadRequest("the form is not readable text"))?;
    if pairs.len() > FIELDS {
        return Err(AppError::TooLarge(
            "The form has more fields than the desk takes at once.",
        ));
    }
    Ok(Body {
        form: FormState::from_pairs(pairs),
        uploads: Vec::new(),
    })
}

async fn read_multipart(mut parts: Multipart, files: &Files, site: &str) -> Result<Body, AppError> {
    let mut body = Body::default();
    let mut pairs = Vec::new();
    let mut text_room = FORM_BYTES;
    let mut paper_room = PAPERS_BYTES;
    while let Some(part) = parts.next().await {
        let Ok(mut part) = part else {
            return Err(AppError::BadRequest("the form broke off"));
        };
        if pairs.len() >= FIELDS {
            return Err(AppError::TooLarge(
                "The form has more fields than the desk takes at once.",
            ));
        }
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part
            .content_disposition()
            .and_then(|d| d.get_filename())
            .map(str::to_owned);
        match file_name {
            None => pairs.push((field, read_text(&mut part, &mut text_room).await?)),
            Some(_) if body.uploads.len() >= PAPERS => {
                return Err(AppError::TooLarge(
                    "More than 20 papers came at once. Send the rest after this form is stored.",
                ));
            }
            Some(file_name) => {
                let stored = read_paper(&mut part, files, site, &mut paper_room).await?;
                // A file field left empty sends a nameless part without bytes.
                if let Some(stored) = stored {
                    body.uploads.push(Upload {
                        field,
                        file_name,
                        stored,
                    });
                }
            }
        }
    }
    body.form = FormState::from_pairs(pairs);
    Ok(body)
}

async fn read_text(part: &mut Field, room: &mut usize) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.next().await {
        let piece = piece.map_err(|_| AppError::BadRequest("the form broke off"))?;
        *room = room.checked_sub(piece.len()).ok_or(AppError::TooLarge(
            "The form holds more text than the desk takes at once (512 kB).",
        ))?;
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| AppError::BadRequest("the form is not readable text"))
}

/// Reads a body that is one text, of at most this many bytes.
///
/// # Errors
/// `TooLarge`; `BadRequest` when it breaks off or comes too slowly.
pub async fn read_bytes(mut payload: web::Payload, most: usize) -> Result<Vec<u8>, AppError> {
    let reading = async {
        let mut bytes = Vec::new();
        while let Some(piece) = payload.next().await {
            let piece = piece.map_err(|_| AppError::BadRequest("the body broke off"))?;
            if bytes.len() + piece.len() > most {
                return Err(AppError::TooLarge("The text is longer than 256 kB."));
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
    };
    in_time(reading).await
}

/// Reads a body that is one paper; none when it is empty.
///
/// # Errors
/// `TooLarge`; `BadRequest` when it breaks off or comes too slowly; that the disk is full.
pub async fn read_one_paper(
    mut payload: web::Payload,
    files: &Files,
    site: &str,
) -> Result<Option<Stored>, AppError> {
    in_time(read_paper(&mut payload, files, site, &mut { PAPER_BYTES })).await
}

async fn in_time<T>(reading: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    tokio::time::timeout(PATIENCE, reading)
        .await
        .unwrap_or(Err(AppError::BadRequest("the body arrived too slowly")))
}

async fn read_paper<E>(
    part: &mut (impl Stream<Item = Result<web::Bytes, E>> + Unpin),
    files: &Files,
    site: &str,
    room: &mut u64,
) -> Result<Option<Stored>, AppError> {
    let mut writer = files.writer(site, PAPER_BYTES).map_err(refused)?;
    let mut bytes = 0;
    while let Some(piece) = part.next().await {
        let piece = piece.map_err(|_| AppError::BadRequest("a paper broke off"))?;
        *room = room
            .checked_sub(piece.len() as u64)
            .ok_or(AppError::TooLarge(
                "The papers together are larger than 100 MB. Send them in two forms.",
            ))?;
        bytes += piece.len();
        writer.push(&piece).map_err(refused)?;
    }
    if bytes == 0 {
        return Ok(None);
    }
    let stored = web::block(move || writer.finish())
        .await
        .map_err(|e| AppError::Fault(e.to_string()))?
        .map_err(refused)?;
    Ok(Some(stored))
}

/// What a person is told when a paper could not be kept.
fn refused(error: FilesError) -> AppError {
    match error {
        FilesError::TooLarge { .. } => AppError::TooLarge(
            "One paper is larger than 25 MB. Scan it in fewer pages or at a lower resolution.",
        ),
        FilesError::Disk(e) if e.kind() == std::io::ErrorKind::StorageFull => {
            AppError::NotStored(StoreError::Full)
        }
        other => AppError::Fault(format!("a paper could not be kept: {other}")),
    }
}
