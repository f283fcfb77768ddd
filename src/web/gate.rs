//! The gate before every handler. A route exists only through [`staff_route`] or [`guest_route`], so a route without a
//! policy cannot be served: who comes in, the CSRF proof, the evidence and the error pages are decided here, once.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use actix_session::{Session, SessionExt};
use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse, Route, guard, web};
use chrono::{NaiveDateTime, TimeDelta};

use super::body::{self, Body};
use super::guest::Guest;
use super::keeping::{self, Sender};
use super::policy::{Door, Limiter, Policy, Verb};
use super::visit::{Answer, Upkeep, Visit, see_other};
use super::{cookie, csrf, errors};
use crate::app::{App, Seen, Who};
use crate::audit::Outcome;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::model::{Actor, Factor};
use crate::staff::rules::proof;
use crate::staff::store::{FoundSession, find_session};

/// Minutes without activity after which a session ends (T33).
pub const IDLE: TimeDelta = TimeDelta::minutes(15);
/// Hours after which every session ends (T33).
const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// How far the clock may step back before sessions end (T14).
const STEP_BACK: TimeDelta = TimeDelta::minutes(2);
/// Activity is noted at most this often.
const TOUCH: TimeDelta = TimeDelta::seconds(60);

/// Serves a handler behind a permission.
pub fn staff_route<H, F>(policy: &'static Policy, handler: H) -> Route
where
    H: Fn(Visit) -> F + Clone + 'static,
    F: Future<Output = Answer> + 'static,
{
    method(policy).to(move |req: HttpRequest, payload: web::Payload| {
        let handler = handler.clone();
        async move { serve_staff(policy, handler, req, payload).await }
    })
}

/// Serves a handler that needs no signed-in person.
pub fn guest_route<H, F>(policy: &'static Policy, handler: H) -> Route
where
    H: Fn(Guest) -> F + Clone + 'static,
    F: Future<Output = Answer> + 'static,
{
    method(policy).to(move |req: HttpRequest, payload: web::Payload| {
        let handler = handler.clone();
        async move { serve_guest(policy, handler, req, payload).await }
    })
}

pub(super) fn method(policy: &Policy) -> Route {
    match policy.verb {
        Verb::Get => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
        Verb::Post => web::route().guard(guard::Post()),
    }
}

/// What the cookie's session is worth now.
enum Standing {
    Nobody,
    Ended(Box<FoundSession>),
    Half(Box<FoundSession>),
    Full(Box<FoundSession>),
}

async fn standing(app: &App, token: Option<&str>) -> Result<Standing, AppError> {
    let Some(token) = token else {
        return Ok(Standing::Nobody);
    };
    let hash = cookie::hash_of(token);
    let found = app
        .read(move |read| find_session(read, &hash))
        .await
        .map_err(AppError::from)?;
    let Some(found) = found else {
        return Ok(Standing::Nobody);
    };
    if found.disabled
        || found.ended_at.is_some()
        || has_run_out(found.created_at, found.seen_at, app.now())
    {
        return Ok(Standing::Ended(Box::new(found)));
    }
    Ok(match found.factor {
        Factor::Password => Standing::Half(Box::new(found)),
        Factor::Full => Standing::Full(Box::new(found)),
    })
}

/// Whether a session of these instants has run out, by time without activity, by age, or by a clock that stepped back
/// (T33, T14).
pub fn has_run_out(created_at: NaiveDateTime, seen_at: NaiveDateTime, now: NaiveDateTime) -> bool {
    now - seen_at > IDLE || now - created_at > ABSOLUTE || seen_at - now > STEP_BACK
}

async fn serve_staff<H, F>(
    policy: &'static Policy,
    handler: H,
    req: HttpRequest,
    payload: web::Payload,
) -> HttpResponse
where
    H: Fn(Visit) -> F,
    F: Future<Output = Answer>,
{
    let Some(app) = req.app_data::<App>().cloned() else {
        return HttpResponse::InternalServerError().finish();
    };
    let session = req.get_session();
    let token = cookie::token_of(&session);
    let found = match standing(&app, token.as_deref()).await {
        Ok(Standing::Full(found)) => found,
        Ok(Standing::Half(_)) => return see_other("/sign-in/code"),
        Ok(Standing::Ended(found)) => return ended(&app, policy, &found, &req, payload).await,
        Ok(Standing::Nobody) => return see_other("/sign-in"),
        Err(error) => return errors::page(&req, None, policy, &FormState::empty(), error),
    };
    let token = token.unwrap_or_default();
    let now = app.now();
    let app = app.with_facts(found.facts).await;
    let visit = Visit {
        upkeep: Upkeep {
            token_hash: cookie::hash_of(&token),
            touch: policy.activity && now - found.seen_at >= TOUCH,
            clear_flash: found.flash.is_some() && policy.verb == Verb::Get && policy.activity,
        },
        bond: bond(&found),
        kept_key: RefCell::new(None),
        app,
        actor: found.actor,
        policy,
        form: FormState::empty(),
        uploads: Vec::new(),
        flash: found.flash,
        dates_behind: found.followed < found.facts,
        session,
        req: req.clone(),
        witnessed: Rc::new(Cell::new(false)),
    };
    enter(visit, handler, payload).await
}

/// What the forms of a session are bound to (T62): the session itself and the site acted for, not the token, so that a
/// fresh proof in one tab leaves the half-typed form in another as good as it was.
fn bond(found: &FoundSession) -> String {
    let began = found.created_at.and_utc().timestamp_micros();
    let Actor {
        staff_id,
        acting_site,
        ..
    } = &found.actor;
    format!("session of {staff_id} at {acting_site} since {began}")
}

/// Permission, limiter, body, proof; then the handler; then the evidence, whatever happened.
async fn enter<H, F>(mut visit: Visit, handler: H, payload: web::Payload) -> HttpResponse
where
    H: Fn(Visit) -> F,
    F: Future<Output = Answer>,
{
    let (req, policy) = (visit.req.clone(), visit.policy);
    let witnessed = visit.witnessed.clone();
    let closing = Closing::of(&visit);
    let mut typed = FormState::empty();
    let mut sent = Body::default();
    let answer = match admit(&mut visit, payload).await {
        Ok(()) => {
            typed = visit.form.clone();
            handler(visit).await
        }
        Err(error) => {
            sent = Body {
                form: std::mem::take(&mut visit.form),
                uploads: std::mem::take(&mut visit.uploads),
            };
            Err(error)
        }
    };
    let outcome = outcome_of(&answer);
    if let Err(error) = closing.leave(witnessed.get(), outcome).await {
        return errors::page(&req, Some(&closing.chrome), policy, &typed, error);
    }
    match answer {
        Ok(response) => response,
        Err(AppError::ProofNeeded) => {
            keeping::ask_for_proof(&closing.app, &closing.sender(&req), sent).await
        }
        Err(error) => {
            if matches!(error, AppError::NotStored(_) | AppError::Stale) {
                closing.keep(&req, &typed).await;
            }
            errors::page(&req, Some(&closing.chrome), policy, &typed, error)
        }
    }
}

/// What the evidence says about an answer.
pub(super) fn outcome_of(answer: &Answer) -> Outcome {
    match answer {
        Ok(response) if response.status().is_client_error() => Outcome::Failed,
        Ok(_) => Outcome::Done,
        Err(
            AppError::Forbidden
            | AppError::ProofNeeded
            | AppError::NotFound
            | AppError::Refused(_)
            | AppError::TooMany,
        ) => Outcome::Denied,
        Err(_) => Outcome::Failed,
    }
}

async fn admit(visit: &mut Visit, payload: web::Payload) -> Result<(), AppError> {
    let Door::Staff(permission) = visit.policy.door else {
        return Err(AppError::Forbidden);
    };
    if visit.policy.limiter != Limiter::None
        && !visit.app.views.take(visit.actor.staff_id, visit.now())
    {
        return Err(AppError::TooMany);
    }
    if visit.policy.verb == Verb::Post {
        same_origin(&visit.req)?;
        let body = body::read(
            &visit.req,
            payload,
            &visit.app.files,
            &visit.actor.acting_site,
        )
        .await?;
        prove_form(&visit.app, &visit.bond, &body)?;
        visit.form = body.form;
        visit.uploads = body.uploads;
    }
    if !visit.actor.may(permission) {
        return Err(AppError::Forbidden);
    }
    if visit.policy.asks_code && !proof::is_fresh(visit.actor.stepped_up_at, visit.now()) {
        return Err(AppError::ProofNeeded);
    }
    Ok(())
}

fn prove_form(app: &App, bond: &str, body: &Body) -> Result<(), AppError> {
    if csrf::holds(&app.keys, bond, body.form.value("csrf")) {
        Ok(())
    } else {
        Err(AppError::BadRequest(
            "the form was not drawn for this session; open it again",
        ))
    }
}

/// Refuses posts that another site made the browser send, before anything is read (T62). Under our own referrer policy a
/// browser names the origin of its own forms "null"; then its word about the site, and the form's token, decide.
fn same_origin(req: &HttpRequest) -> Result<(), AppError> {
    let text = |name: &str| req.headers().get(name).and_then(|v| v.to_str().ok());
    let foreign = AppError::BadRequest("the form came from another site");
    if text("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(foreign);
    }
    let host = text(header::HOST.as_str()).unwrap_or("");
    let origin = text(header::ORIGIN.as_str()).filter(|origin| *origin != "null");
    match origin.and_then(|origin| origin.split_once("://")) {
        Some((_, sent_from)) if sent_from != host => Err(foreign),
        _ => Ok(()),
    }
}

/// What must be left behind once the handler is done and the visit is gone.
struct Closing {
    app: App,
    actor: Actor,
    policy: &'static Policy,
    upkeep: Upkeep,
    chrome: super::chrome::Chrome,
}

impl Closing {
    fn of(visit: &Visit) -> Self {
        Self {
            app: visit.app.clone(),
            actor: visit.actor.clone(),
            policy: visit.policy,
            upkeep: visit.upkeep.clone(),
            chrome: visit.chrome(""),
        }
    }

    async fn leave(&self, witnessed: bool, outcome: Outcome) -> Result<(), AppError> {
        let denied = outcome == Outcome::Denied;
        if witnessed {
            return Ok(());
        }
        if self.policy.is_witnessed() || denied {
            let upkeep = self.upkeep.clone();
            let who = Who::Staff(self.actor.clone());
            return self
                .app
                .witness(
                    who,
                    self.policy.event,
                    outcome,
                    Seen::default(),
                    move |tx| upkeep.run(tx, None),
                )
                .await
                .map_err(AppError::from);
        }
        if self.upkeep.is_due() {
            let upkeep = self.upkeep.clone();
            self.app
                .keep_house(move |tx| upkeep.run(tx, None))
                .await
                .map_err(AppError::from)?;
        }
        Ok(())
    }

    async fn keep(&self, req: &HttpRequest, typed: &FormState) {
        if typed.value("key").is_empty() {
            return;
        }
        let body = Body {
            form: typed.clone(),
            uploads: Vec::new(),
        };
        if let Err(error) = keeping::keep(&self.app, &self.sender(req), body).await {
            // The page itself carries everything typed; the draft is the second net.
            tracing::warn!(%error, "a draft was not kept");
        }
    }

    fn sender<'a>(&'a self, req: &'a HttpRequest) -> Sender<'a> {
        Sender {
            staff_id: self.actor.staff_id,
            site: &self.actor.acting_site,
            policy: self.policy,
            req,
        }
    }
}

/// A session that ended: a posted form is kept for its owner, and the sign-in leads back to it (T33).
async fn ended(
    app: &App,
    policy: &'static Policy,
    found: &FoundSession,
    req: &HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    if policy.verb == Verb::Get {
        return see_other("/sign-in?ended=1");
    }
    match keep_for_owner(app, policy, found, req, payload).await {
        Ok(Some(key)) => see_other(&["/sign-in?ended=1&draft=", &key].concat()),
        Ok(None) => see_other("/sign-in?ended=1"),
        Err(error) => errors::page(req, None, policy, &FormState::empty(), error),
    }
}

async fn keep_for_owner(
    app: &App,
    policy: &'static Policy,
    found: &FoundSession,
    req: &HttpRequest,
    payload: web::Payload,
) -> Result<Option<String>, AppError> {
    same_origin(req)?;
    let site = &found.actor.acting_site;
    let body = body::read(req, payload, &app.files, site).await?;
    prove_form(app, &bond(found), &body)?;
    let sender = Sender {
        staff_id: found.actor.staff_id,
        site,
        policy,
        req,
    };
    keeping::keep(app, &sender, body).await
}

/// Fills a path pattern with the values of this request's path.
pub(super) fn fill(pattern: &str, req: &HttpRequest) -> String {
    let mut path = pattern.to_owned();
    for (name, value) in req.match_info().iter() {
        path = path.replace(&["{", name, "}"].concat(), value);
    }
    path
}

async fn serve_guest<H, F>(
    policy: &'static Policy,
    handler: H,
    req: HttpRequest,
    payload: web::Payload,
) -> HttpResponse
where
    H: Fn(Guest) -> F,
    F: Future<Output = Answer>,
{
    let Some(app) = req.app_data::<App>().cloned() else {
        return HttpResponse::InternalServerError().finish();
    };
    let session = req.get_session();
    let mut typed = FormState::empty();
    let answer = match admit_guest(&app, policy, &req, &session, payload).await {
        Ok(guest) => {
            typed = guest.form.clone();
            handler(guest).await
        }
        Err(error) => Err(error),
    };
    match answer {
        Ok(response) => response,
        // The password was too long ago, or never asked for.
        Err(AppError::Forbidden) if policy.door == Door::HalfSignedIn => see_other("/sign-in"),
        Err(error) => errors::page(&req, None, policy, &typed, error),
    }
}

async fn admit_guest(
    app: &App,
    policy: &'static Policy,
    req: &HttpRequest,
    session: &Session,
    payload: web::Payload,
) -> Result<Guest, AppError> {
    let mut token = cookie::token_of(session);
    let (half, enrols) = match policy.door {
        Door::HalfSignedIn => match standing(app, token.as_deref()).await? {
            Standing::Half(found) => (Some(found.actor), found.enrols),
            _ => return Err(AppError::Forbidden),
        },
        Door::Anyone => (None, false),
        Door::Staff(_) | Door::Portal => return Err(AppError::Forbidden),
    };
    let wants_form = policy.limiter != Limiter::None;
    if token.is_none() && wants_form && policy.verb == Verb::Get {
        let fresh = cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?;
        cookie::give(session, &fresh);
        token = Some(fresh);
    }
    let token = token.unwrap_or_default();
    let mut form = FormState::empty();
    if policy.verb == Verb::Post {
        same_origin(req)?;
        let body = body::read(req, payload, &app.files, "").await?;
        prove_form(app, &token, &body)?;
        form = body.form;
    }
    Ok(Guest {
        app: app.clone(),
        policy,
        form,
        session: session.clone(),
        token,
        half,
        enrols,
        req: req.clone(),
    })
}

/// Whatever no route serves: a page that says so, the same for everybody.
pub async fn nothing_here(req: HttpRequest) -> HttpResponse {
    let error = if req.method() == Method::GET
        || req.method() == Method::HEAD
        || req.method() == Method::POST
    {
        AppError::NotFound
    } else {
        AppError::BadRequest("the desk answers GET and POST only")
    };
    errors::stranger_page(&req, error)
}
