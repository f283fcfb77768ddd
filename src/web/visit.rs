//! One request handled for one person: what a handler gets, and its only ways to the data.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::rc::Rc;
use std::str::FromStr;

use actix_session::Session;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

use super::asked::{address_of, path_part, query_value};
use super::body::{Body, Upload};
use super::chrome::Chrome;
use super::keeping::{self, Sent};
use super::policy::Policy;
use super::{cookie, csrf, known_browser};
use crate::app::{App, Seen, Who};
use crate::audit::Outcome;
use crate::db::{Read, StoreError, Tx};
use crate::drafts::{self, Claim};
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::staff;
use crate::staff::model::Actor;

/// What a handler answers; errors become pages in one place.
pub type Answer = Result<HttpResponse, AppError>;

/// A request for a signed-in person who may make it.
pub struct Visit {
    /// The desk.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// The route's policy.
    pub policy: &'static Policy,
    /// The posted form; empty for a GET.
    pub form: FormState,
    /// The papers that came with it.
    pub uploads: Vec<Upload>,
    /// What the last action left to say, once.
    pub flash: Option<String>,
    /// Whether the stored dates of open requests have not followed the newest facts yet.
    pub dates_behind: bool,
    /// The browser's cookie.
    pub session: Session,
    pub(super) req: HttpRequest,
    pub(super) bond: String,
    /// The key of a kept form that is shown again: it goes on under its own key (T13).
    pub(super) kept_key: RefCell<Option<String>>,
    pub(super) upkeep: Upkeep,
    pub(super) witnessed: Rc<Cell<bool>>,
}

/// What the session row needs with the next write: its activity noted, its flash shown.
#[derive(Debug, Clone)]
pub struct Upkeep {
    pub(super) token_hash: Vec<u8>,
    pub(super) touch: bool,
    pub(super) clear_flash: bool,
}

impl Upkeep {
    pub(super) const fn is_due(&self) -> bool {
        self.touch || self.clear_flash
    }

    pub(super) fn run(&self, tx: &mut Tx<'_>, flash: Option<&str>) -> Result<(), StoreError> {
        if self.is_due() || flash.is_some() {
            staff::store::keep_session(tx, &self.token_hash, self.touch, self.clear_flash, flash)?;
        }
        Ok(())
    }
}

/// How a change ends: where the person goes, and what the next page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The address of the next page; no patient data in it.
    pub go_to: String,
    /// One of the fixed sentences, without patient data.
    pub say: Option<&'static str>,
}

impl Done {
    /// Goes to a page.
    pub fn go(go_to: impl Into<String>) -> Self {
        Self {
            go_to: go_to.into(),
            say: None,
        }
    }

    /// With a sentence on it.
    #[must_use]
    pub fn say(mut self, sentence: &'static str) -> Self {
        self.say = Some(sentence);
        self
    }
}

impl Visit {
    /// The instant, UTC.
    pub fn now(&self) -> NaiveDateTime {
        self.app.now()
    }

    /// A part of the path.
    ///
    /// # Errors
    /// `NotFound` when it is none of ours.
    pub fn path<T: FromStr>(&self, name: &str) -> Result<T, AppError> {
        path_part(&self.req, name)
    }

    /// One value of the query.
    pub fn query(&self, name: &str) -> Option<String> {
        query_value(&self.req, name)
    }

    /// A token for a form of this session.
    pub fn csrf(&self) -> String {
        csrf::token(&self.app.keys, &self.bond)
    }

    /// What surrounds a page. The title names the task and the reference, never a patient.
    pub fn chrome(&self, title: impl Into<String>) -> Chrome {
        super::surroundings::chrome(self, title.into())
    }

    /// The submission key of the form being shown: the posted or kept one when the form is shown again, else a new one.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn key(&self) -> Result<String, AppError> {
        if let Some(key) = self.kept_key.borrow().as_ref() {
            return Ok(key.clone());
        }
        match self.form.value("key") {
            "" => cookie::new_token().map_err(|e| AppError::Fault(e.to_string())),
            key => Ok(key.to_owned()),
        }
    }

    /// The key this form goes on under: its own when it is shown again (T13), else as `key`.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn key_of(&self, form: &FormState) -> Result<String, AppError> {
        match form.value("key") {
            "" => self.key(),
            key => Ok(key.to_owned()),
        }
    }

    /// The version the person saw, which every guarded form carries (T11).
    ///
    /// # Errors
    /// `BadRequest` when the form was not drawn by us.
    pub fn version_seen(&self) -> Result<i64, AppError> {
        self.form.version().ok_or(AppError::BadRequest(
            "the form does not say which version was seen",
        ))
    }

    /// The form as it was sent, with what a command refused: beside the field, or above the form.
    ///
    /// # Errors
    /// Whatever else went wrong.
    pub fn refused_form(&self, error: AppError) -> Result<FormState, AppError> {
        error.on(self.form.clone())
    }

    /// A fresh outer id for a row this change makes.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new_id(&self) -> Result<String, AppError> {
        crate::db::new_public_id().map_err(AppError::from)
    }

    /// What was typed into this form before the session ended or the database was away, if the address names a draft.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn draft(&self) -> Result<Option<FormState>, AppError> {
        let Some(key) = self.query("draft") else {
            return Ok(None);
        };
        let (staff_id, keys) = (self.actor.staff_id, self.app.keys.clone());
        let kept = self
            .app
            .read(move |read| drafts::find(read, &keys, &key, staff_id))
            .await
            .map_err(AppError::from)?
            .map(keeping::shown_again);
        if let Some(form) = kept.as_ref().filter(|form| form.posted("key")) {
            *self.kept_key.borrow_mut() = Some(form.value("key").to_owned());
        }
        Ok(kept)
    }

    /// The form as it was sent, with its papers, which wait under `key`.
    pub fn sent(&self, key: &str) -> Sent {
        Sent {
            staff_id: self.actor.staff_id,
            site: self.actor.acting_site.clone(),
            key: key.to_owned(),
            form: self.form.clone(),
            uploads: self.uploads.clone(),
        }
    }

    /// The name of every event the route table can leave in the evidence.
    pub fn events(&self) -> Vec<&'static str> {
        let policies = self.req.app_data::<&'static [Policy]>().copied();
        let mut events: Vec<&str> = policies
            .unwrap_or_default()
            .iter()
            .map(|p| p.event)
            .collect();
        events.sort_unstable();
        events.dedup();
        events
    }

    /// Keeps a form for its owner, to be shown again after the next sign-in; answers its key.
    ///
    /// # Errors
    /// When it could not be kept.
    pub async fn keep_form(&self, form: &FormState) -> Result<Option<String>, AppError> {
        let sender = keeping::Sender {
            staff_id: self.actor.staff_id,
            site: &self.actor.acting_site,
            policy: self.policy,
            req: &self.req,
        };
        let body = Body {
            form: form.clone(),
            uploads: Vec::new(),
        };
        keeping::keep(&self.app, &sender, body).await
    }

    /// Where the request came from, for the count of guesses.
    pub fn address(&self) -> String {
        address_of(&self.req, &self.app)
    }

    /// The name of this browser, if it has signed in with the account before.
    pub fn known_browser(&self, login: &str) -> Option<String> {
        known_browser::name_of(&self.app.keys, login, &self.req)
    }

    /// Answers a question that shows no patient data.
    ///
    /// # Errors
    /// What the question answers.
    pub async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Read<'_>) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.app.read(question).await
    }

    /// Answers a question that shows patient data: one snapshot, then its audit row is durable, then the answer is
    /// handed out (T38). A question that finds nothing leaves the row of a denial.
    ///
    /// # Errors
    /// What the question answers, or that the evidence could not be stored.
    pub async fn show<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Read<'_>) -> Result<(T, Seen), AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let (value, seen) = self.app.read(question).await?;
        self.witness(Outcome::Done, seen).await?;
        Ok(value)
    }

    pub(super) async fn witness(&self, outcome: Outcome, seen: Seen) -> Result<(), AppError> {
        self.witnessed.set(true);
        let upkeep = self.upkeep.clone();
        self.app
            .witness(self.who(), self.policy.event, outcome, seen, move |tx| {
                upkeep.run(tx, None)
            })
            .await
            .map_err(AppError::from)
    }

    /// The hash of this session's token, by which its row is found.
    pub fn token_hash(&self) -> Vec<u8> {
        self.upkeep.token_hash.clone()
    }

    fn who(&self) -> Who {
        Who::Staff(self.actor.clone())
    }

    /// Does one thing, once: the form's key is taken in the same transaction, so the same form sent twice answers the
    /// same (T13). Answers the redirect.
    ///
    /// # Errors
    /// The command's refusal, or that nothing was stored.
    pub async fn submit<C: Debug>(
        &self,
        command: &C,
        work: impl FnOnce(&mut Tx<'_>) -> Result<Done, CommandError> + Send + 'static,
    ) -> Answer {
        let claim = Claim {
            key: self.form.value("key").to_owned(),
            staff_id: self.actor.staff_id,
            form: self.policy.path,
            body_hash: Sha256::digest(format!("{command:?}").as_bytes()).to_vec(),
        };
        if claim.key.is_empty() {
            return Err(AppError::BadRequest("the form has no submission key"));
        }
        self.witnessed.set(true);
        let upkeep = self.upkeep.clone();
        let done = self
            .app
            .write(self.who(), self.policy.event, move |tx| {
                if let Some(answered) = drafts::claim(tx, &claim)? {
                    tx.subject.detail = Some("sent again".to_owned());
                    return Ok(answered);
                }
                let done = work(tx)?;
                drafts::answer(tx, &claim, &done.go_to)?;
                upkeep.run(tx, done.say)?;
                Ok(done.go_to)
            })
            .await??;
        Ok(self.go(&done))
    }

    /// Does one thing that needs no key because doing it twice is the same as once (assigning, marking as read).
    ///
    /// # Errors
    /// The command's refusal, or that nothing was stored.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.witnessed.set(true);
        let upkeep = self.upkeep.clone();
        let done = self
            .app
            .write(self.who(), self.policy.event, move |tx| {
                let done = work(tx)?;
                upkeep.run(tx, None)?;
                Ok(done)
            })
            .await??;
        Ok(done)
    }

    /// Draws a page.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn page(&self, page: &impl Template) -> Answer {
        draw(page, StatusCode::OK)
    }

    /// Draws a form again, with its errors and everything typed (422).
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn refused(&self, page: &impl Template) -> Answer {
        draw(page, StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Sends the person to another page of ours.
    pub fn go(&self, location: &str) -> HttpResponse {
        see_other(location)
    }
}

/// Draws a page with a status.
///
/// # Errors
/// When it cannot be drawn.
pub fn draw(page: &impl Template, status: StatusCode) -> Answer {
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .body(page.render()?))
}

/// Sends the browser to another page of ours; anything that could lead elsewhere goes to Today (T63).
pub fn see_other(location: &str) -> HttpResponse {
    let ours = location.starts_with('/')
        && !location.starts_with("//")
        && location.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let location = if ours { location } else { "/" };
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, location))
        .finish()
}
