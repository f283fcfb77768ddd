//! The gate before what a patient portal asks: a token instead of a session, JSON instead of pages. A route of a portal
//! exists only through [`portal_route`].

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::str::FromStr;

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, Route, web};
use serde::Serialize;

use super::asked::{address_of, path_part, query_value};
use super::policy::Policy;
use super::visit::Answer;
use super::{body, cookie, errors, gate};
use crate::app::{App, Seen, Who};
use crate::audit::Outcome;
use crate::db::{Read, StoreError, Tx};
use crate::error::{AppError, CommandError};
use crate::files::Stored;
use crate::form_state::{FieldError, FormState};
use crate::staff::commands::{may_try, token_attempt};
use crate::staff::model::Actor;
use crate::staff::store::{FoundPortal, find_portal};

/// The most bytes of a message.
pub const MESSAGE_BYTES: usize = 256 * 1024;

/// One call of a portal that may make it.
pub struct Call {
    /// The desk.
    pub app: App,
    /// The account the portal acts through; its sites are those of its organization.
    pub actor: Actor,
    /// The portal.
    pub portal: i64,
    policy: &'static Policy,
    req: HttpRequest,
    payload: Option<web::Payload>,
    witnessed: Rc<Cell<bool>>,
}

impl Call {
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

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.req.headers().get(name)?.to_str().ok()
    }

    /// The message, which is JSON.
    ///
    /// # Errors
    /// `BadRequest` when it is none; `TooLarge`.
    pub async fn message(&mut self) -> Result<Vec<u8>, AppError> {
        let kind = self.header(CONTENT_TYPE.as_str()).unwrap_or("");
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(AppError::BadRequest("the content type is application/json"));
        }
        body::read_bytes(self.take_payload()?, MESSAGE_BYTES).await
    }

    /// The paper the body is, already encrypted on disk; none when the body is empty.
    ///
    /// # Errors
    /// `TooLarge`; that it could not be kept.
    pub async fn paper(&mut self) -> Result<Option<Stored>, AppError> {
        let payload = self.take_payload()?;
        body::read_one_paper(payload, &self.app.files, &self.actor.acting_site).await
    }

    fn take_payload(&mut self) -> Result<web::Payload, AppError> {
        let payload = self.payload.take();
        payload.ok_or(AppError::BadRequest("the body was read already"))
    }

    /// Answers a question that shows patient data: its audit row is durable before the answer is handed out (T38).
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

    /// Does one thing: the change and its audit row in one transaction.
    ///
    /// # Errors
    /// The command's refusal, or that nothing was stored.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, CommandError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.witnessed.set(true);
        let who = Who::Staff(self.actor.clone());
        Ok(self.app.write(who, self.policy.event, work).await??)
    }

    async fn witness(&self, outcome: Outcome, seen: Seen) -> Result<(), AppError> {
        self.witnessed.set(true);
        leave(&self.app, &self.actor, self.policy, outcome, seen).await
    }
}

async fn leave(
    app: &App,
    actor: &Actor,
    policy: &Policy,
    outcome: Outcome,
    seen: Seen,
) -> Result<(), AppError> {
    let who = Who::Staff(actor.clone());
    app.witness(who, policy.event, outcome, seen, |_| Ok(()))
        .await
        .map_err(AppError::from)
}

/// Serves a handler to portals.
pub fn portal_route<H, F>(policy: &'static Policy, handler: H) -> Route
where
    H: Fn(Call) -> F + Clone + 'static,
    F: Future<Output = Answer> + 'static,
{
    gate::method(policy).to(move |req: HttpRequest, payload: web::Payload| {
        let handler = handler.clone();
        async move { serve(policy, handler, req, payload).await }
    })
}

async fn serve<H, F>(
    policy: &'static Policy,
    handler: H,
    req: HttpRequest,
    payload: web::Payload,
) -> HttpResponse
where
    H: Fn(Call) -> F,
    F: Future<Output = Answer>,
{
    let Some(app) = req.app_data::<App>().cloned() else {
        return HttpResponse::InternalServerError().finish();
    };
    let found = match portal_of(&app, &req).await {
        Ok(found) => found,
        Err(AppError::Forbidden) => return stranger(),
        Err(error) => return problem(error),
    };
    let app = app.with_facts(found.facts).await;
    let actor = with_every_site(&app, found.actor);
    let witnessed = Rc::new(Cell::new(false));
    let within = app.views.take(actor.staff_id, app.now());
    let call = Call {
        app: app.clone(),
        actor: actor.clone(),
        portal: found.id,
        policy,
        req,
        payload: Some(payload),
        witnessed: witnessed.clone(),
    };
    let answer = if within {
        handler(call).await
    } else {
        Err(AppError::TooMany)
    };
    let outcome = gate::outcome_of(&answer);
    let owed = policy.is_witnessed() || outcome == Outcome::Denied;
    if owed && !witnessed.get() {
        if let Err(error) = leave(&app, &actor, policy, outcome, Seen::default()).await {
            return problem(error);
        }
    }
    answer.unwrap_or_else(problem)
}

/// The portal whose token was sent. Wrong tokens are counted against the address they come from (T29).
async fn portal_of(app: &App, req: &HttpRequest) -> Result<FoundPortal, AppError> {
    let sent = req.headers().get(AUTHORIZATION);
    let token = sent
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.strip_prefix("Bearer "));
    if let Some(token) = token {
        let hash = cookie::hash_of(token.trim());
        let found = app
            .read(move |read| find_portal(read, &hash))
            .await
            .map_err(AppError::from)?;
        if let Some(found) = found.filter(|portal| !portal.disabled) {
            return Ok(found);
        }
    }
    let attempt = token_attempt(&address_of(req, app));
    let counted = app.keep_house(move |tx| may_try(tx, &attempt)).await;
    match counted {
        Ok(false) => Err(AppError::TooMany),
        // Another try was counted at the same moment.
        Ok(true) | Err(crate::db::NotStored(StoreError::Stale | StoreError::Constraint { .. })) => {
            Err(AppError::Forbidden)
        }
        Err(error) => Err(error.into()),
    }
}

/// A portal stands for its whole organization when it is asked whether a request is there already.
fn with_every_site(app: &App, mut actor: Actor) -> Actor {
    if let Some((profile, _)) = app.facilities.of_site(&actor.acting_site) {
        actor.sites = profile
            .site_codes()
            .into_iter()
            .map(str::to_owned)
            .collect();
    }
    actor
}

/// What went wrong, as a program reads it (RFC 9457).
#[derive(Serialize)]
struct Problem {
    status: u16,
    title: &'static str,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Slip>,
}

/// One value that needs another look.
#[derive(Serialize)]
struct Slip {
    pointer: String,
    detail: String,
}

fn slip(error: &FieldError) -> Slip {
    Slip {
        pointer: error.field.clone(),
        detail: error.text.clone(),
    }
}

fn stranger() -> HttpResponse {
    let problem = Problem {
        status: 401,
        title: "Who asks?",
        detail: "Send the portal's token: Authorization: Bearer TOKEN.".to_owned(),
        errors: Vec::new(),
    };
    HttpResponse::Unauthorized()
        .insert_header((WWW_AUTHENTICATE, "Bearer"))
        .content_type("application/problem+json")
        .json(problem)
}

/// What went wrong, with one sentence a value.
fn problem(error: AppError) -> HttpResponse {
    let status = errors::status_of(&error);
    let errors = match &error {
        AppError::Fields(form) => fields(form),
        _ => Vec::new(),
    };
    let retry = matches!(error, AppError::NotStored(_) | AppError::TooMany);
    let words = errors::words_of(error);
    let mut response = HttpResponse::build(status);
    if retry {
        response.insert_header((RETRY_AFTER, "5"));
    }
    response
        .content_type("application/problem+json")
        .json(Problem {
            status: status.as_u16(),
            title: words.title,
            detail: words.text,
            errors,
        })
}

fn fields(form: &FormState) -> Vec<Slip> {
    form.errors().iter().map(slip).collect()
}
