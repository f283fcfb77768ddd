//! What every credential path shares: the count before a guess is looked at, the way back after signing in (T29, T33).

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use crate::app::{App, Who};
use crate::db::{NotStored, StoreError};
use crate::drafts;
use crate::error::{AppError, CommandError};
use crate::staff::commands;
use crate::staff::model::{Attempt, Credentials};
use crate::staff::store;
use crate::web::guest::Guest;
use crate::web::visit::{Answer, Visit};
use crate::web::{cookie, known_browser};

/// What somebody who guesses too fast is told, whoever they name (T30).
pub const TOO_FAST: &str = "Too many tries. Wait a moment, then try again.";
/// The answer to it.
pub const TOO_FAST_STATUS: StatusCode = StatusCode::TOO_MANY_REQUESTS;

/// Counts a guess before it is looked at; a guess that comes too early leaves the row of a denial and is not looked at.
pub async fn may_try(guest: &Guest, attempt: &Attempt) -> Result<bool, AppError> {
    if counted(&guest.app, attempt).await? {
        return Ok(true);
    }
    let refused: Result<(), CommandError> = guest
        .app
        .write(Who::Stranger, guest.policy.event, |_| {
            Err(CommandError::refused("T29", TOO_FAST))
        })
        .await?;
    match refused {
        Ok(()) | Err(CommandError::Refused(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// As [`may_try`], for somebody who is signed in and proves again who they are: the same count (T29). Answers whose guess
/// it is, or nothing when it comes too early.
pub async fn may_try_again(visit: &Visit, login: &str) -> Result<Option<Attempt>, AppError> {
    let device = visit.known_browser(login);
    let attempt = commands::attempt(login, device.as_deref(), &visit.address());
    if counted(&visit.app, &attempt).await? {
        return Ok(Some(attempt));
    }
    let refused: Result<(), AppError> = visit
        .write(|_| Err(CommandError::refused("T29", TOO_FAST)))
        .await;
    match refused {
        Ok(()) | Err(AppError::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a guess may be looked at; it is counted first.
async fn counted(app: &App, attempt: &Attempt) -> Result<bool, AppError> {
    for _ in 0..20 {
        let counted = attempt.clone();
        let answer = app
            .keep_house(move |tx| commands::may_try(tx, &counted))
            .await;
        match answer {
            Ok(heard) => return Ok(heard),
            // Another guess was counted at the same moment.
            Err(NotStored(StoreError::Stale | StoreError::Constraint { .. })) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(AppError::TooMany)
}

/// What the signed-in person proves themselves with.
pub async fn own_credentials(visit: &Visit) -> Result<Credentials, AppError> {
    let staff_id = visit.actor.staff_id;
    visit
        .read(move |read| {
            let login = store::login_of(read, staff_id)?;
            Ok(store::find_credentials(read, &login)?.ok_or(StoreError::NotFound)?)
        })
        .await
}

/// Whose guess it is, as this browser makes it.
pub fn attempt_of(guest: &Guest, login: &str) -> Attempt {
    let device = guest.known_browser(login);
    commands::attempt(login, device.as_deref(), &guest.address())
}

/// Marks the browser as one that has signed in with this account (T29: nobody is locked out by a stranger's guesses).
pub fn remember(guest: &Guest, login: &str, mut answer: HttpResponse) -> Answer {
    let mark =
        known_browser::mark(&guest.app.keys, login).map_err(|e| AppError::Fault(e.to_string()))?;
    answer
        .add_cookie(&mark)
        .map_err(|e| AppError::Fault(e.to_string()))?;
    Ok(answer)
}

/// A new token and the hash the database keeps of it.
pub fn fresh_token() -> Result<(String, Vec<u8>), AppError> {
    let token = cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?;
    let hash = cookie::hash_of(&token);
    Ok((token, hash))
}

/// Gives the browser its new token, once the session behind it is stored (T34).
pub fn hand_over(guest: &Guest, token: &str) -> Result<(), AppError> {
    if cookie::give(&guest.session, token) {
        Ok(())
    } else {
        Err(AppError::Fault("no cookie".to_owned()))
    }
}

/// The person whose password was right, with what the second factor needs.
pub async fn half_signed_in(guest: &Guest) -> Result<Credentials, AppError> {
    let staff_id = guest.half.as_ref().ok_or(AppError::Forbidden)?.staff_id;
    guest
        .app
        .read(move |read| {
            let login = store::login_of(read, staff_id)?;
            store::find_credentials(read, &login)?.ok_or(StoreError::NotFound)
        })
        .await
        .map_err(AppError::from)
}

/// Where a proof leads: back to the form that was kept for this person, else to `otherwise` (T33).
pub async fn way_back(
    app: &App,
    staff_id: i64,
    draft: String,
    otherwise: &str,
) -> Result<String, AppError> {
    if draft.is_empty() {
        return Ok(otherwise.to_owned());
    }
    let (keys, key) = (app.keys.clone(), draft.clone());
    let kept = app
        .read(move |read| drafts::find(read, &keys, &key, staff_id))
        .await?;
    let page = kept.as_ref().map_or("", |kept| kept.value("form_page"));
    if page.is_empty() {
        return Ok(otherwise.to_owned());
    }
    let sign = if page.contains('?') { "&" } else { "?" };
    Ok([page, sign, "draft=", &draft].concat())
}
