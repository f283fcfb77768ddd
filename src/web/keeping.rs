//! What was typed and sent is never lost: a form whose session ended, whose proof is too old or that could not be stored is
//! kept for its owner, its papers with it, and shown again; it is never run by itself (T33, A21).

use actix_web::{HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;

use super::body::{Body, Upload};
use super::gate::fill;
use super::policy::{Limiter, Policy};
use super::visit::see_other;
use super::{cookie, errors};
use crate::app::App;
use crate::drafts::{self, Draft};
use crate::error::AppError;
use crate::form_state::FormState;

/// A form as it was sent, with the papers that came with it.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Who sent it.
    pub staff_id: i64,
    /// The site the person acted for; its papers were stored for it.
    pub site: String,
    /// Its key, under which its papers wait.
    pub key: String,
    /// What was typed.
    pub form: FormState,
    /// The papers.
    pub uploads: Vec<Upload>,
}

/// Keeps the papers of a form under its key and answers the form as if they had been there before.
pub type KeepPapers = fn(App, Sent) -> LocalBoxFuture<'static, Result<FormState, AppError>>;

/// Who keeps papers; the route table names the area that knows what a paper is.
#[derive(Clone, Copy)]
pub struct PapersKeeper(pub KeepPapers);

/// The pair that says, when the form is shown again, why a paper is not there.
pub(super) const REFUSED: &str = "papers-refused";

/// Who sent a form, and where it was sent.
pub(super) struct Sender<'a> {
    pub staff_id: i64,
    pub site: &'a str,
    pub policy: &'static Policy,
    pub req: &'a HttpRequest,
}

/// Keeps a form for its owner; answers its key, or nothing where nothing of a form may be kept.
pub(super) async fn keep(
    app: &App,
    sender: &Sender<'_>,
    body: Body,
) -> Result<Option<String>, AppError> {
    // Passwords and codes are the moment's.
    if sender.policy.limiter == Limiter::Credential {
        return Ok(None);
    }
    let key = match body.form.value("key") {
        "" => cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?,
        key => key.to_owned(),
    };
    let mut form = with_papers(app, sender, &key, body).await?;
    if form.value("key").is_empty() {
        form = form.with("key", &key);
    }
    form = form.with("form_page", fill(sender.policy.form, sender.req));
    let Some(draft) = Draft::of(sender.staff_id, sender.policy.path, &form) else {
        return Ok(None);
    };
    let keys = app.keys.clone();
    app.keep_house(move |tx| drafts::keep(tx, &keys, &draft))
        .await?;
    Ok(Some(key))
}

async fn with_papers(
    app: &App,
    sender: &Sender<'_>,
    key: &str,
    body: Body,
) -> Result<FormState, AppError> {
    let keeper = sender.req.app_data::<PapersKeeper>();
    let (Some(PapersKeeper(keep)), false) = (keeper, body.uploads.is_empty()) else {
        return Ok(body.form);
    };
    let sent = Sent {
        staff_id: sender.staff_id,
        site: sender.site.to_owned(),
        key: key.to_owned(),
        form: body.form,
        uploads: body.uploads,
    };
    let kept = keep(app.clone(), sent).await?;
    let told: Vec<String> = kept.errors().iter().map(|e| e.text.clone()).collect();
    Ok(told
        .into_iter()
        .fold(kept, |form, text| form.with(REFUSED, text)))
}

/// The form as kept, with what is to be said about papers that were not taken.
pub(super) fn shown_again(kept: FormState) -> FormState {
    let told: Vec<String> = kept
        .values(REFUSED)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let pairs = kept
        .pairs()
        .iter()
        .filter(|(name, _)| name != REFUSED && name != "form_page")
        .cloned()
        .collect();
    told.into_iter()
        .fold(FormState::from_pairs(pairs), |form, text| {
            form.refused("", text)
        })
}

/// Keeps the form and asks for the proof; what was typed is shown again after it.
pub(super) async fn ask_for_proof(app: &App, sender: &Sender<'_>, body: Body) -> HttpResponse {
    match keep(app, sender, body).await {
        Ok(Some(key)) => see_other(&["/account/proof?draft=", &key].concat()),
        Ok(None) => see_other("/account/proof"),
        Err(error) => errors::page(sender.req, None, sender.policy, &FormState::empty(), error),
    }
}
