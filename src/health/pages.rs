//! `/readyz`.

use std::path::PathBuf;

use actix_web::HttpResponse;
use chrono::NaiveDateTime;

use super::model::{ARRIVALS_MAY_WAIT, MAIL_MAY_WAIT, Reason};
use crate::app::App;
use crate::db::{self, StoreError, migrate};
use crate::error::AppError;
use crate::files::{self, Keys};
use crate::network;
use crate::notices;
use crate::trays;
use crate::web::body::PAPER_BYTES;
use crate::web::guest::Guest;
use crate::web::visit::Answer;

/// Whether the desk can do its work: 200, or 503 with a code for each reason (T17). For the addresses of the settings only;
/// for anybody else there is nothing here.
pub async fn readyz(guest: Guest) -> Answer {
    let from = &guest.app.config.health_from;
    if !guest
        .caller()
        .is_some_and(|caller| network::is_among(from, caller))
    {
        return Err(AppError::NotFound);
    }
    let reasons = reasons(&guest.app).await;
    let mut response = if reasons.is_empty() {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
    let mut text = if codes.is_empty() {
        "ready".to_owned()
    } else {
        codes.join("\n")
    };
    for system in guest.app.hospital_systems() {
        // Named for whoever looks; the desk works without it.
        text.push_str("\nhospital_system ");
        text.push_str(match system.last() {
            None => "not_asked",
            Some(Ok(())) => "answered",
            Some(Err(why)) => why.as_str(),
        });
    }
    Ok(response
        .content_type("text/plain; charset=utf-8")
        .body(text + "\n"))
}

/// What the database says of itself.
struct Told {
    marker: Option<String>,
    oldest_mail: Option<NaiveDateTime>,
    unread_since: Option<NaiveDateTime>,
}

async fn reasons(app: &App) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let sources = app.config.arrivals.sources();
    let sources: Vec<String> = sources.iter().map(|one| one.name.clone()).collect();
    let told = app
        .read::<_, StoreError>(move |read| {
            if !migrate::is_current(read)? {
                // Another schema may lack what is asked next.
                return Ok(None);
            }
            Ok(Some(Told {
                marker: db::find_marker(read)?,
                oldest_mail: notices::store::oldest_waiting(read)?,
                unread_since: trays::store::oldest_failing(read, &sources)?,
            }))
        })
        .await;
    match &told {
        Err(_) => reasons.push(Reason::Database),
        Ok(None) => reasons.push(Reason::Migrations),
        Ok(Some(_)) if app.keep_house(db::prove_writable).await.is_err() => {
            reasons.push(Reason::ReadOnly);
        }
        Ok(Some(_)) => {}
    }
    let told = told.unwrap_or_default();
    let marker = told.as_ref().and_then(|told| told.marker.clone());
    reasons.extend(of_the_disk(app, marker).await);
    if app.known.is_refused() {
        reasons.push(Reason::Facts);
    }
    // Without a mail server, mail waits as files by choice.
    let waited = |since: NaiveDateTime| app.now() - since > MAIL_MAY_WAIT;
    let unread = told.as_ref().and_then(|told| told.unread_since);
    if unread.is_some_and(|since| app.now() - since > ARRIVALS_MAY_WAIT) {
        reasons.push(Reason::Arrivals);
    }
    let oldest = told.and_then(|told| told.oldest_mail);
    if app.config.smtp.is_some() && oldest.is_some_and(waited) {
        reasons.push(Reason::MailWaiting);
    }
    reasons
}

async fn of_the_disk(app: &App, marker: Option<String>) -> Vec<Reason> {
    let (data, key): (PathBuf, PathBuf) = (app.data_folder(), app.config.key_file());
    let papers = app.files.root().to_owned();
    let looked = actix_web::web::block(move || {
        let mut reasons = Vec::new();
        if files::room_for_upload(&data, PAPER_BYTES).is_err() {
            reasons.push(Reason::DiskLow);
        }
        if Keys::load(&key).is_err() {
            reasons.push(Reason::KeyMissing);
        }
        // Where the database does not answer there is nothing to compare with.
        let here = files::read_marker(&papers);
        if marker.is_some_and(|marker| here.is_err() || here.is_ok_and(|here| here != Some(marker)))
        {
            reasons.push(Reason::Files);
        }
        reasons
    });
    looked.await.unwrap_or_else(|_| vec![Reason::Files])
}
