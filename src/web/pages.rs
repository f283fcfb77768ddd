//! The few pages that belong to no area: health, help, static files, keeping a session alive.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use askama::Template;

use super::assets;
use super::chrome::Chrome;
use super::visit::{Answer, Guest, Visit, draw};
use crate::audit;
use crate::db::StoreError;
use crate::error::AppError;
use crate::files;

/// The process is alive.
pub async fn healthz(_: Guest) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("alive\n"))
}

/// Whether the desk can do its work, with reason codes and nothing else (T17).
pub async fn readyz(guest: Guest) -> Answer {
    let mut reasons = Vec::new();
    let asked: Result<bool, StoreError> = guest.app.read(audit::any_row).await;
    if asked.is_err() {
        reasons.push("database");
    } else if guest.app.keep_house(|_| Ok(())).await.is_err() {
        reasons.push("database_read_only");
    }
    if files::room_for_upload(&guest.app.data_folder(), super::body::PAPER_BYTES).is_err() {
        reasons.push("disk_low");
    }
    let mut response = if reasons.is_empty() {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    let text = if reasons.is_empty() {
        "ready".to_owned()
    } else {
        reasons.join("\n")
    };
    Ok(response
        .content_type("text/plain; charset=utf-8")
        .body(text + "\n"))
}

#[derive(Template)]
#[template(path = "web/help.html", whitespace = "minimize")]
struct HelpPage {
    chrome: Chrome,
}

/// `GET /help`: the keys, how a request is found, and the words of the desk (A25).
pub async fn help(_: Guest) -> Answer {
    let page = HelpPage {
        chrome: Chrome::new("Help and keyboard"),
    };
    draw(&page, StatusCode::OK)
}

/// A file of ours, under a name that changes with its content.
pub async fn asset(guest: Guest) -> Answer {
    let name: String = guest.path("name")?;
    let file = assets::find(&name).ok_or(AppError::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, file.content_type))
        .insert_header((CACHE_CONTROL, assets::CACHE_CONTROL))
        .body(file.bytes.clone()))
}

/// "I am still here": the gate has noted the activity.
pub async fn keep_session(visit: Visit) -> Answer {
    Ok(visit.go("/"))
}
