//! One's own account: open sessions, the acting site, signing out (T34).

use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::header::{HeaderName, HeaderValue};
use askama::Template;
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use super::credential::fresh_token;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::{commands, store};
use crate::web::chrome::Chrome;
use crate::web::components::{Button, Facts, FormFields, FormTag, Note, Radios, Tone};
use crate::web::cookie;
use crate::web::visit::{Answer, Visit};

/// Signs out: the session's row ends, and the browser forgets its pages and its token.
pub async fn sign_out(visit: Visit) -> Answer {
    let own = visit.token_hash();
    visit
        .write(move |tx| {
            store::end_session(tx, &own)?;
            Ok(())
        })
        .await?;
    visit.session.purge();
    Ok(forgetting(visit.go("/sign-in")))
}

/// Locks the screen of a counter (B23): what was typed is kept for its owner and the session ends; the password and the
/// code lead back to the form.
///
/// # Errors
/// When it could not be kept; then nothing ended.
pub async fn lock_screen(visit: &Visit, form: &FormState) -> Answer {
    let kept = visit.keep_form(form).await?;
    let own = visit.token_hash();
    visit
        .write(move |tx| {
            store::end_session(tx, &own)?;
            tx.subject.detail = Some("locked the screen".to_owned());
            Ok(())
        })
        .await?;
    visit.session.purge();
    let back = match kept {
        Some(key) => ["/sign-in?locked=1&draft=", &key].concat(),
        None => "/sign-in?locked=1".to_owned(),
    };
    Ok(forgetting(visit.go(&back)))
}

/// The browser forgets the pages it has seen.
fn forgetting(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    answer
}

struct Row {
    handle: String,
    site: String,
    began: String,
    used: String,
    here: bool,
    end: FormTag,
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct AccountPage {
    chrome: Chrome,
    login: String,
    roles: String,
    rows: Vec<Row>,
    others: FormTag,
    several_sites: bool,
    codes_left: i64,
    codes_tag: FormTag,
    password_since: String,
    password_changed: bool,
}

/// A name for a session in addresses, made of the hash of its token's hash: it opens nothing.
fn handle_of(token_hash: &[u8]) -> String {
    Sha256::digest(token_hash)
        .iter()
        .take(8)
        .fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The person's own sessions, to be ended one by one or all but this.
pub async fn account(visit: Visit) -> Answer {
    let staff_id = visit.actor.staff_id;
    let (login, codes_left, changed_at, sessions) = visit
        .read(move |read| {
            Ok((
                store::login_of(read, staff_id)?,
                store::recovery_codes_left(read, staff_id)?,
                store::password_changed_at(read, staff_id)?,
                store::open_sessions(read, staff_id)?,
            ))
        })
        .await?;
    let now = visit.now();
    let chrome = visit.chrome("Your account");
    let here = visit.token_hash();
    let facilities = &visit.app.facilities;
    let local = |at: NaiveDateTime| {
        facilities
            .local(&visit.actor.acting_site, at)
            .format("%-d %b, %H:%M")
            .to_string()
    };
    let rows = sessions
        .into_iter()
        .filter(|session| !crate::web::gate::has_run_out(session.created_at, session.seen_at, now))
        .map(|session| {
            let handle = handle_of(&session.token_hash);
            let action = ["/account/sessions/", &handle, "/end"].concat();
            Row {
                site: facilities.site_name(&session.site, facilities.today(&session.site, now)),
                began: local(session.created_at),
                used: local(session.seen_at),
                here: session.token_hash == here,
                end: FormTag::new(action, &chrome.csrf).inline(),
                handle,
            }
        })
        .collect();
    let roles: Vec<&str> = visit.actor.roles.iter().map(|role| role.label()).collect();
    let password_since = facilities
        .local(&visit.actor.acting_site, changed_at)
        .format("%-d %b %Y")
        .to_string();
    visit.page(&AccountPage {
        codes_tag: FormTag::new("/account/recovery-codes", &chrome.csrf).inline(),
        password_since,
        password_changed: visit.query("changed").as_deref() == Some("password"),
        others: FormTag::new("/account/sessions/end-others", &chrome.csrf).inline(),
        chrome,
        login,
        roles: roles.join(", "),
        rows,
        several_sites: visit.actor.sites.len() > 1,
        codes_left,
    })
}

/// Ends one of the person's own sessions.
pub async fn end_session(visit: Visit) -> Answer {
    let handle: String = visit.path("session")?;
    let actor = visit.actor.clone();
    visit
        .write(move |tx| {
            let own = store::open_sessions(tx, actor.staff_id)?;
            let named = own
                .into_iter()
                .find(|session| handle_of(&session.token_hash) == handle)
                .ok_or(crate::db::StoreError::NotFound)?;
            commands::end_own(tx, &actor, &named.token_hash)
        })
        .await?;
    Ok(visit.go("/account"))
}

/// Ends every session of the person but this one.
pub async fn end_other_sessions(visit: Visit) -> Answer {
    let (actor, own) = (visit.actor.clone(), visit.token_hash());
    visit
        .write(move |tx| commands::end_others(tx, &actor, &own))
        .await?;
    Ok(visit.go("/account"))
}

#[derive(Template)]
#[template(path = "accounts/site.html")]
struct SitePage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    sites: Vec<(String, String)>,
    acting: String,
}

impl SitePage {
    fn of(visit: &Visit, form: FormState) -> Self {
        let mut chrome = visit.chrome("Acting site");
        chrome.error = form.is_refused();
        let facilities = &visit.app.facilities;
        let name = |site: &String| facilities.site_name(site, facilities.today(site, visit.now()));
        Self {
            tag: FormTag::new("/account/site", &chrome.csrf),
            chrome,
            form,
            sites: visit
                .actor
                .sites
                .iter()
                .map(|site| (site.clone(), name(site)))
                .collect(),
            acting: visit.actor.acting_site.clone(),
        }
    }

    fn choice(&self) -> Radios {
        Radios::new("site", "Site")
            .choices(self.sites.clone())
            .chosen(self.acting.clone())
            .error(self.form.error("site"))
    }
}

/// The form to act for another of one's sites.
pub async fn site_form(visit: Visit) -> Answer {
    visit.page(&SitePage::of(&visit, FormState::empty()))
}

/// Acts for another site from now on, under a new token.
pub async fn move_site(visit: Visit) -> Answer {
    let site = visit.form.value("site").to_owned();
    let (token, new_hash) = fresh_token()?;
    let (actor, own) = (visit.actor.clone(), visit.token_hash());
    let moved = visit
        .write(move |tx| commands::change_site(tx, &actor, &own, &new_hash, &site))
        .await;
    match moved {
        Ok(()) if cookie::give(&visit.session, &token) => Ok(visit.go("/")),
        Ok(()) => Err(AppError::Fault("no cookie".to_owned())),
        Err(AppError::Fields(form)) => visit.refused(&SitePage::of(&visit, *form)),
        Err(error) => Err(error),
    }
}
