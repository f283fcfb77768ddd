//! A fresh proof of who one is, before a dangerous act; then back to the form, with everything typed (ASVS 7.5.3, T29, T34).

use actix_web::http::StatusCode;
use askama::Template;

use super::credential::{
    TOO_FAST, TOO_FAST_STATUS, fresh_token, may_try_again, own_credentials, way_back,
};
use super::sign_in::code_box;
use crate::accounts::forms;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::commands::{self, CodePassed};
use crate::staff::model::Credentials;
use crate::web::chrome::Chrome;
use crate::web::components::{Button, FormFields, FormTag, Note, TextInput, Tone, Width};
use crate::web::cookie;
use crate::web::visit::{Answer, Visit, draw};

#[derive(Template)]
#[template(path = "accounts/proof.html")]
struct ProofPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    draft: String,
    /// In a demonstration, the code of this moment.
    demo: Option<String>,
}

impl ProofPage {
    fn of(visit: &Visit, form: FormState, person: &Credentials) -> Result<Self, AppError> {
        let mut chrome = visit.chrome("Prove again that it is you");
        chrome.error = form.is_refused();
        let draft = visit
            .query("draft")
            .unwrap_or_else(|| form.value("draft").to_owned());
        let demo = visit
            .app
            .config
            .demo
            .then(|| commands::demo_code(&visit.app.keys, person, visit.now()))
            .transpose()?;
        Ok(Self {
            tag: FormTag::new("/account/proof", &chrome.csrf),
            chrome,
            form,
            draft: forms::draft(&draft),
            demo,
        })
    }

    fn code(&self) -> TextInput {
        code_box(&self.form)
    }
}

/// The form that asks for a code again.
pub async fn proof_form(visit: Visit) -> Answer {
    let person = own_credentials(&visit).await?;
    visit.page(&ProofPage::of(&visit, FormState::empty(), &person)?)
}

/// Looks at the code; then back to the form that asked for it.
pub async fn proof(visit: Visit) -> Answer {
    let person = own_credentials(&visit).await?;
    let again = |form: FormState, status: StatusCode| {
        ProofPage::of(&visit, form, &person).and_then(|page| draw(&page, status))
    };
    let code = match forms::code(visit.form.clone()) {
        Ok(code) => code,
        Err(form) => return again(form, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let Some(attempt) = may_try_again(&visit, &person.login).await? else {
        return again(
            visit.form.clone().refused("code", TOO_FAST),
            TOO_FAST_STATUS,
        );
    };
    let (token, new_hash) = fresh_token()?;
    let tried = CodePassed {
        person: person.clone(),
        code,
        attempt,
        old_hash: visit.token_hash(),
        new_hash,
    };
    let keys = visit.app.keys.clone();
    let passed = visit
        .write(move |tx| commands::prove_again(tx, &keys, &tried))
        .await;
    match passed {
        Ok(()) if cookie::give(&visit.session, &token) => {
            let draft = forms::draft(visit.form.value("draft"));
            let back = way_back(&visit.app, visit.actor.staff_id, draft, "/account").await?;
            Ok(visit.go(&back))
        }
        Ok(()) => Err(AppError::Fault("no cookie".to_owned())),
        Err(AppError::Refused(refusal)) => again(
            visit.form.clone().refused("code", refusal.text),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        Err(error) => Err(error),
    }
}
