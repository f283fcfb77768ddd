//! Signing in: password, then one-time code (T27–T34, A24).

use actix_web::http::StatusCode;
use askama::Template;

use super::credential::{
    TOO_FAST, TOO_FAST_STATUS, attempt_of, fresh_token, half_signed_in, hand_over, may_try,
    remember, way_back,
};
use crate::accounts::forms;
use crate::app::Who;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::staff::commands::{self, CodePassed, PasswordPassed};
use crate::staff::store;
use crate::web::chrome::Chrome;
use crate::web::components::{Button, FormFields, FormTag, Kind, Note, TextInput, Tone};
use crate::web::cookie;
use crate::web::guest::Guest;
use crate::web::visit::{Answer, draw, see_other};

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    ended: bool,
    locked: bool,
    draft: String,
}

impl SignInPage {
    fn of(guest: &Guest, form: FormState) -> Self {
        let draft = match guest.query("draft") {
            Some(key) => forms::draft(&key),
            None => forms::draft(form.value("draft")),
        };
        Self {
            chrome: Chrome {
                error: form.is_refused(),
                ..Chrome::new("Sign in")
            },
            tag: FormTag::new("/sign-in", guest.csrf()),
            ended: guest.query("ended").is_some(),
            locked: guest.query("locked").is_some(),
            draft,
            form,
        }
    }

    fn username(&self) -> TextInput {
        let field = self
            .form
            .text("username", "Username")
            .autocomplete("username");
        if self.form.is_refused() {
            field
        } else {
            field.autofocus()
        }
    }

    fn password(&self) -> TextInput {
        TextInput::new("password", "Password")
            .kind(Kind::Password)
            .autocomplete("current-password")
            .error(self.form.error("password"))
    }
}

/// The sign-in form.
pub async fn sign_in_form(guest: Guest) -> Answer {
    draw(&SignInPage::of(&guest, FormState::empty()), StatusCode::OK)
}

/// Looks at a username and password. Unknown, disabled and wrong look alike and cost the same (T30).
pub async fn sign_in(guest: Guest) -> Answer {
    let typed = match forms::sign_in(guest.form.clone()) {
        Ok(typed) => typed,
        Err(form) => {
            return draw(
                &SignInPage::of(&guest, form),
                StatusCode::UNPROCESSABLE_ENTITY,
            );
        }
    };
    let attempt = attempt_of(&guest, &typed.login);
    if !may_try(&guest, &attempt).await? {
        let form = guest.form.clone().refused("username", TOO_FAST);
        return draw(&SignInPage::of(&guest, form), TOO_FAST_STATUS);
    }
    let login = typed.login.clone();
    let found = guest
        .app
        .read(move |read| store::find_credentials(read, &login))
        .await?;
    let hash = found.as_ref().map(|person| person.password_hash.clone());
    let right = guest
        .app
        .passwords
        .verify(typed.password.clone(), hash.clone())
        .await?;
    let stronger = match hash {
        Some(hash) if right && commands::is_weaker(&hash) => {
            Some(guest.app.passwords.hash(typed.password).await?)
        }
        _ => None,
    };
    let (token, new_hash) = fresh_token()?;
    let old_hash = cookie::hash_of(&guest.token);
    let confirmed = found.as_ref().is_some_and(|person| person.confirmed);
    let tried = PasswordPassed {
        found,
        right,
        stronger,
        attempt,
        old_hash,
        new_hash,
    };
    let passed = guest
        .app
        .write(Who::Stranger, guest.policy.event, move |tx| {
            commands::pass_password(tx, &tried)
        })
        .await?;
    match passed {
        Ok(()) => {
            hand_over(&guest, &token)?;
            let next = if confirmed {
                "/sign-in/code"
            } else {
                "/sign-in/renew"
            };
            Ok(see_other(&with_draft(next, &guest)))
        }
        Err(CommandError::Refused(refusal)) => {
            let form = guest.form.clone().refused("username", refusal.text);
            draw(
                &SignInPage::of(&guest, form),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        Err(error) => Err(error.into()),
    }
}

fn with_draft(page: &str, guest: &Guest) -> String {
    match forms::draft(guest.form.value("draft")).as_str() {
        "" => page.to_owned(),
        draft => [page, "?draft=", draft].concat(),
    }
}

#[derive(Template)]
#[template(path = "accounts/code.html")]
struct CodePage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    draft: String,
    /// In a demonstration, the code of this moment.
    demo: Option<String>,
}

impl CodePage {
    fn of(guest: &Guest, form: FormState, demo: Option<String>) -> Self {
        let draft = match guest.query("draft") {
            Some(key) => forms::draft(&key),
            None => forms::draft(form.value("draft")),
        };
        Self {
            chrome: Chrome {
                error: form.is_refused(),
                ..Chrome::new("One-time code")
            },
            tag: FormTag::new("/sign-in/code", guest.csrf()),
            form,
            draft,
            demo,
        }
    }

    fn code(&self) -> TextInput {
        code_box(&self.form)
    }
}

/// One box for the one-time code and the recovery code; never filled in again (A24).
pub(super) fn code_box(form: &FormState) -> TextInput {
    let field = TextInput::new("code", "One-time code")
        .autocomplete("one-time-code")
        .error(form.error("code"));
    if form.is_refused() {
        field
    } else {
        field.autofocus()
    }
}

/// The form for the second factor.
pub async fn code_form(guest: Guest) -> Answer {
    let person = half_signed_in(&guest).await?;
    if !person.confirmed {
        return Ok(see_other("/sign-in/renew"));
    }
    let demo = demo_code(&guest, &person)?;
    draw(
        &CodePage::of(&guest, FormState::empty(), demo),
        StatusCode::OK,
    )
}

fn demo_code(
    guest: &Guest,
    person: &crate::staff::model::Credentials,
) -> Result<Option<String>, AppError> {
    if !guest.app.config.demo {
        return Ok(None);
    }
    let code = commands::demo_code(&guest.app.keys, person, guest.app.now())?;
    Ok(Some(code))
}

/// Looks at a code and completes the sign-in (T31).
pub async fn code(guest: Guest) -> Answer {
    let person = half_signed_in(&guest).await?;
    let demo = demo_code(&guest, &person)?;
    let code = match forms::code(guest.form.clone()) {
        Ok(code) => code,
        Err(form) => {
            return draw(
                &CodePage::of(&guest, form, demo),
                StatusCode::UNPROCESSABLE_ENTITY,
            );
        }
    };
    let attempt = attempt_of(&guest, &person.login);
    if !may_try(&guest, &attempt).await? {
        let form = guest.form.clone().refused("code", TOO_FAST);
        return draw(&CodePage::of(&guest, form, demo), TOO_FAST_STATUS);
    }
    let (token, new_hash) = fresh_token()?;
    let (staff_id, login) = (person.staff_id, person.login.clone());
    let tried = CodePassed {
        person,
        code,
        attempt,
        old_hash: cookie::hash_of(&guest.token),
        new_hash,
    };
    let keys = guest.app.keys.clone();
    let passed = guest
        .app
        .write(Who::Stranger, guest.policy.event, move |tx| {
            commands::pass_code(tx, &keys, &tried)
        })
        .await?;
    match passed {
        Ok(()) => {
            hand_over(&guest, &token)?;
            let draft = forms::draft(guest.form.value("draft"));
            let back = way_back(&guest.app, staff_id, draft, "/").await?;
            remember(&guest, &login, see_other(&back))
        }
        Err(CommandError::Refused(refusal)) => {
            let form = guest.form.clone().refused("code", refusal.text);
            draw(
                &CodePage::of(&guest, form, demo),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        Err(error) => Err(error.into()),
    }
}
