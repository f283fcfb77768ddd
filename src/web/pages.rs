//! The few pages that belong to no area: health, help, static files, keeping a session alive.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use askama::Template;

use super::assets;
use super::chrome::Chrome;
use super::components::examples::Gallery;
use super::guest::Guest;
use super::visit::{Answer, Visit, draw};
use crate::error::AppError;

/// The process is alive.
pub async fn healthz(_: Guest) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("alive\n"))
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

/// Every part of a page in every state, for whoever judges how the desk looks and reads.
pub async fn components(visit: Visit) -> Answer {
    visit.page(&Gallery::new(visit.chrome("Parts of a page")))
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
