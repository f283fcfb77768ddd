//! A new second factor in place of a lost one: the password was right, now the token two administrators handed over (T31).

use actix_web::http::StatusCode;
use askama::Template;

use super::credential::{
    TOO_FAST, TOO_FAST_STATUS, attempt_of, fresh_token, half_signed_in, hand_over, may_try,
};
use crate::accounts::forms;
use crate::app::Who;
use crate::error::CommandError;
use crate::form_state::FormState;
use crate::staff::commands;
use crate::web::chrome::Chrome;
use crate::web::components::{Button, FormFields, FormTag, TextInput};
use crate::web::cookie;
use crate::web::guest::Guest;
use crate::web::visit::{Answer, draw, see_other};

#[derive(Template)]
#[template(path = "accounts/renew.html")]
struct RenewPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
}

impl RenewPage {
    fn of(guest: &Guest, form: FormState) -> Self {
        Self {
            chrome: Chrome {
                error: form.is_refused(),
                ..Chrome::new("Set up one-time codes again")
            },
            tag: FormTag::new("/sign-in/renew", guest.csrf()),
            form,
        }
    }

    fn token(&self) -> TextInput {
        TextInput::new("token", "Token")
            .hint("The line of letters you were handed. It works once, within 30 minutes.")
            .autocomplete("off")
            .error(self.form.error("token"))
    }
}

/// The form that takes the token.
pub async fn renew_form(guest: Guest) -> Answer {
    let person = half_signed_in(&guest).await?;
    if person.confirmed {
        return Ok(see_other("/sign-in/code"));
    }
    draw(&RenewPage::of(&guest, FormState::empty()), StatusCode::OK)
}

/// Takes the token, once; this session may then set up the new second factor.
pub async fn renew(guest: Guest) -> Answer {
    let person = half_signed_in(&guest).await?;
    let again = |form: FormState, status: StatusCode| draw(&RenewPage::of(&guest, form), status);
    let typed = match forms::token(guest.form.clone()) {
        Ok(token) => token,
        Err(form) => return again(form, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let attempt = attempt_of(&guest, &person.login);
    if !may_try(&guest, &attempt).await? {
        return again(
            guest.form.clone().refused("token", TOO_FAST),
            TOO_FAST_STATUS,
        );
    }
    let (token, new_hash) = fresh_token()?;
    let (old_hash, token_hash) = (cookie::hash_of(&guest.token), cookie::hash_of(&typed));
    let keys = guest.app.keys.clone();
    let done = guest
        .app
        .write(Who::Stranger, guest.policy.event, move |tx| {
            let hashes = (old_hash.as_slice(), new_hash.as_slice());
            commands::renew_second_factor(tx, &keys, &person, &token_hash, hashes)?;
            commands::forgive(tx, &attempt)?;
            Ok(())
        })
        .await?;
    match done {
        Ok(()) => {
            hand_over(&guest, &token)?;
            Ok(see_other("/sign-in/enrol"))
        }
        Err(CommandError::Fields(errors)) => {
            let form = errors
                .into_iter()
                .fold(guest.form.clone(), |form, e| form.refused(&e.field, e.text));
            again(form, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}
