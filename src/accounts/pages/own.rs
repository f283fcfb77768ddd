//! What a person changes about their own sign-in: the password and the recovery codes (T27, T31, T34).

use actix_web::http::StatusCode;
use askama::Template;
use zeroize::Zeroizing;

use super::credential::{TOO_FAST, TOO_FAST_STATUS, fresh_token, may_try_again, own_credentials};
use super::welcome::{RecoveryPage, recovery_codes};
use crate::accounts::forms;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::commands;
use crate::staff::rules::passwords;
use crate::web::chrome::Chrome;
use crate::web::components::{Button, FormFields, FormTag, Kind, TextInput, Width};
use crate::web::cookie;
use crate::web::visit::{Answer, Visit, draw};

#[derive(Template)]
#[template(path = "accounts/password.html")]
struct PasswordPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
}

impl PasswordPage {
    fn of(visit: &Visit, form: FormState) -> Self {
        let mut chrome = visit.chrome("Change your password");
        chrome.error = form.is_refused();
        Self {
            tag: FormTag::new("/account/password", &chrome.csrf),
            chrome,
            form,
        }
    }

    fn secret(&self, name: &str, label: &str, autocomplete: &'static str) -> TextInput {
        TextInput::new(name, label)
            .kind(Kind::Password)
            .autocomplete(autocomplete)
            .error(self.form.error(name))
    }

    fn now(&self) -> TextInput {
        self.secret("password", "Your password now", "current-password")
    }

    fn chosen(&self) -> TextInput {
        self.secret("password_new", "New password", "new-password")
            .hint("At least 15 characters. Four or five words that do not belong together are good; there is no rule about kinds of characters.")
    }

    fn again(&self) -> TextInput {
        self.secret("password_again", "New password, once more", "new-password")
    }
}

/// The form for another password.
pub async fn password_form(visit: Visit) -> Answer {
    visit.page(&PasswordPage::of(&visit, FormState::empty()))
}

/// Changes one's own password: the old one is asked, every other session ends, this one gets a new token.
pub async fn change_password(visit: Visit) -> Answer {
    let typed = match forms::new_password(visit.form.clone()) {
        Ok(typed) => typed,
        Err(form) => return visit.refused(&PasswordPage::of(&visit, form)),
    };
    let person = own_credentials(&visit).await?;
    let Some(attempt) = may_try_again(&visit, &person.login).await? else {
        let form = visit.form.clone().refused("password", TOO_FAST);
        return draw(&PasswordPage::of(&visit, form), TOO_FAST_STATUS);
    };
    let right = visit
        .app
        .passwords
        .verify(typed.old, Some(person.password_hash.clone()))
        .await?;
    if !right {
        return wrong(&visit).await;
    }
    let password = match passwords::check(&typed.new, &[&person.login, &person.name]) {
        Ok(password) => Zeroizing::new(password),
        Err(why) => {
            let form = visit.form.clone().refused("password_new", why);
            return visit.refused(&PasswordPage::of(&visit, form));
        }
    };
    let hash = visit.app.passwords.hash(password).await?;
    let (token, new_hash) = fresh_token()?;
    let (actor, own) = (visit.actor.clone(), visit.token_hash());
    visit
        .write(move |tx| {
            commands::forgive(tx, &attempt)?;
            commands::change_password(tx, &actor, &hash, (&own, &new_hash))
        })
        .await?;
    if cookie::give(&visit.session, &token) {
        Ok(visit.go("/account?changed=password"))
    } else {
        Err(AppError::Fault("no cookie".to_owned()))
    }
}

/// A wrong password leaves the row of a denial and its sentence beside the field.
async fn wrong(visit: &Visit) -> Answer {
    let refused: Result<(), AppError> = visit
        .write(|_| {
            Err(crate::error::CommandError::refused(
                "T27",
                "This is not your password.",
            ))
        })
        .await;
    match refused {
        Ok(()) => Err(AppError::Forbidden),
        Err(AppError::Refused(refusal)) => {
            let form = visit.form.clone().refused("password", refusal.text);
            draw(
                &PasswordPage::of(visit, form),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        Err(error) => Err(error),
    }
}

/// Makes new recovery codes and shows them, once; the earlier ones are worth nothing any more.
pub async fn renew_recovery_codes(visit: Visit) -> Answer {
    let codes = recovery_codes()?;
    let (actor, kept) = (visit.actor.clone(), codes.clone());
    visit
        .write(move |tx| commands::renew_recovery_codes(tx, &actor, &kept))
        .await?;
    visit.page(&RecoveryPage {
        chrome: Chrome::new("Your recovery codes"),
        codes,
    })
}
