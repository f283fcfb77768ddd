//! What each error looks like to a person: what happened, that nothing typed is lost, and what to do next.

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::chrome::Chrome;
use super::gate::fill;
use super::policy::{Limiter, Policy, Verb};
use crate::db::StoreError;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::words::sentence;

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    chrome: Chrome,
    words: Words,
    /// Everything typed, to be sent again with one button.
    again: Option<Again>,
}

#[derive(Template)]
#[template(path = "errors/stranger.html")]
struct StrangerPage {
    chrome: Chrome,
    words: Words,
}

pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) text: String,
    next: &'static str,
    incident: Option<String>,
}

struct Again {
    action: String,
    form_page: String,
    fields: Vec<(String, String)>,
}

/// Draws the page of an error.
pub fn page(
    req: &HttpRequest,
    chrome: Option<&Chrome>,
    policy: &Policy,
    typed: &FormState,
    error: AppError,
) -> HttpResponse {
    let Some(chrome) = chrome else {
        return stranger_page(req, error);
    };
    let status = status_of(&error);
    let retry = matches!(error, AppError::NotStored(_) | AppError::TooMany);
    let again = again(req, policy, typed, &error);
    let words = words_of(error);
    let mut chrome = chrome.clone();
    words.title.clone_into(&mut chrome.title);
    // "Error: " is for a form that has to be mended; here the title says it all.
    chrome.error = false;
    answer(
        status,
        retry,
        ErrorPage {
            chrome,
            words,
            again,
        }
        .render(),
    )
}

/// Draws the page of an error for somebody not signed in.
pub fn stranger_page(_: &HttpRequest, error: AppError) -> HttpResponse {
    let status = status_of(&error);
    let retry = matches!(error, AppError::NotStored(_) | AppError::TooMany);
    let words = words_of(error);
    let chrome = Chrome::new(words.title);
    answer(status, retry, StrangerPage { chrome, words }.render())
}

fn answer(status: StatusCode, retry: bool, drawn: askama::Result<String>) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    if retry {
        response.insert_header((RETRY_AFTER, "5"));
    }
    match drawn {
        Ok(html) => response.content_type("text/html; charset=utf-8").body(html),
        // The last resort is plain words.
        Err(_) => response
            .content_type("text/plain; charset=utf-8")
            .body("Something went wrong. Go back and try again."),
    }
}

fn again(req: &HttpRequest, policy: &Policy, typed: &FormState, error: &AppError) -> Option<Again> {
    let worth = matches!(
        error,
        AppError::NotStored(_) | AppError::Stale | AppError::Refused(_) | AppError::TooMany
    );
    let secret = policy.limiter == Limiter::Credential;
    if policy.verb == Verb::Get || secret || !worth || typed.pairs().is_empty() {
        return None;
    }
    let fields = typed
        .pairs()
        .iter()
        .filter(|(name, _)| name != "csrf")
        .cloned()
        .collect();
    Some(Again {
        action: req.path().to_owned(),
        form_page: with_draft(fill(policy.form, req), typed.value("key")),
        fields,
    })
}

/// The form's page, with what was typed where it was kept.
fn with_draft(page: String, key: &str) -> String {
    if key.is_empty() {
        page
    } else {
        [&page, "?draft=", key].concat()
    }
}

pub(super) fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::BadRequest(_) => StatusCode::BAD_REQUEST,
        AppError::Forbidden | AppError::ProofNeeded => StatusCode::FORBIDDEN,
        AppError::Refused(_) | AppError::Fields(_) | AppError::KeyReused => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        AppError::Stale => StatusCode::CONFLICT,
        AppError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        AppError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        AppError::NotStored(StoreError::Full) => StatusCode::INSUFFICIENT_STORAGE,
        AppError::NotStored(_) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

pub(super) fn words_of(error: AppError) -> Words {
    let plain = |title, text: &str, next| Words {
        title,
        text: text.to_owned(),
        next,
        incident: None,
    };
    match error {
        AppError::NotFound => plain(
            "Not found",
            "There is nothing at this address, or it belongs to another site.",
            "Find it by its reference in the search box, or go to Today.",
        ),
        AppError::BadRequest(why) => Words {
            title: "The desk could not read this",
            text: sentence(why),
            next: "Go back, open the page again, and send it once more.",
            incident: None,
        },
        AppError::Forbidden => plain(
            "Not part of your role",
            "Your role at this site does not include this.",
            "Ask a supervisor to do it, or change the acting site in the header if you work at several.",
        ),
        AppError::ProofNeeded => plain(
            "Prove again that it is you",
            "Your last one-time code is more than 30 minutes old, and this form could not be kept.",
            "Open your account, prove again who you are, and come back to the form.",
        ),
        AppError::Refused(refusal) => Words {
            title: "The desk cannot do this",
            text: refusal.text,
            next: "Change what the sentence names and send it again.",
            incident: None,
        },
        AppError::Fields(form) => {
            let text = form.errors().first().map_or_else(
                || "A field needs another look.".to_owned(),
                |e| e.text.clone(),
            );
            Words {
                title: "There is a problem",
                text,
                next: "Go back to the form and change the field.",
                incident: None,
            }
        }
        AppError::Stale => plain(
            "Somebody else changed this first",
            "While you were typing, this request was changed by somebody else. Nothing of yours was stored, and nothing of theirs was lost.",
            "Open it to see what changed. What you typed is below.",
        ),
        AppError::KeyReused => plain(
            "This form was already sent",
            "The same form was sent before with other contents, so it was not carried out a second time.",
            "Open the request to see what was stored, then start a new form.",
        ),
        AppError::TooLarge(why) => Words {
            title: "Too much at once",
            text: why.to_owned(),
            next: "Go back; what you typed is still in the form.",
            incident: None,
        },
        AppError::TooMany => plain(
            "Too many requests",
            "More came from your account in a minute than one person can read.",
            "Wait a moment and try again.",
        ),
        AppError::NotStored(StoreError::Full) => plain(
            "The disk is full",
            "Nothing was stored because the desk's disk is full. The administrator has been told by the health page.",
            "What you typed is below. Try again when there is room.",
        ),
        AppError::NotStored(_) => plain(
            "The desk is busy",
            "The database did not answer in time, so nothing was stored.",
            "What you typed is below. Try again now.",
        ),
        AppError::Fault(text) => {
            let incident = incident();
            tracing::error!(%incident, fault = %text, "a fault of ours");
            Words {
                title: "Something went wrong",
                text: "This is a fault of the desk, not of what you did. Nothing was stored."
                    .to_owned(),
                next: "Try again; if it happens again, tell the administrator the number below.",
                incident: Some(incident),
            }
        }
    }
}

fn incident() -> String {
    let mut bytes = [0_u8; 4];
    if getrandom::fill(&mut bytes).is_err() {
        return "unnumbered".to_owned();
    }
    format!("{:08X}", u32::from_be_bytes(bytes))
}
