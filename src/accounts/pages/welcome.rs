//! The first sign-in: a console token for a password, then an authenticator app and recovery codes (T26, T31).

use actix_web::http::StatusCode;
use askama::Template;
use zeroize::Zeroizing;

use super::credential::{
    TOO_FAST, TOO_FAST_STATUS, attempt_of, fresh_token, half_signed_in, hand_over, may_try,
    remember,
};
use super::sign_in::code_box;
use crate::accounts::forms;
use crate::app::Who;
use crate::db::StoreError;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::staff::commands::{self, CodePassed, Welcomed};
use crate::staff::model::Credentials;
use crate::staff::rules::{one_time, recovery};
use crate::staff::store;
use crate::web::chrome::Chrome;
use crate::web::components::{Button, FormFields, FormTag, Kind, TextInput};
use crate::web::cookie;
use crate::web::guest::Guest;
use crate::web::visit::{Answer, draw, see_other};

#[derive(Template)]
#[template(path = "accounts/welcome.html")]
struct WelcomePage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
}

impl WelcomePage {
    fn of(guest: &Guest, form: FormState) -> Self {
        Self {
            chrome: Chrome {
                error: form.is_refused(),
                ..Chrome::new("Choose a password")
            },
            tag: FormTag::new("/sign-in/welcome", guest.csrf()),
            form,
        }
    }

    fn token(&self) -> TextInput {
        self.form
            .text("token", "Token")
            .hint("The line of letters you were handed. It works once: within 15 minutes of an invitation, within 30 of a reset.")
    }

    fn password(&self) -> TextInput {
        TextInput::new("password", "New password")
            .kind(Kind::Password)
            .autocomplete("new-password")
            .hint("At least 15 characters. Four or five words that do not belong together are good; there is no rule about kinds of characters.")
            .error(self.form.error("password"))
    }
}

/// The form that takes a console token and a new password.
pub async fn welcome_form(guest: Guest) -> Answer {
    draw(&WelcomePage::of(&guest, FormState::empty()), StatusCode::OK)
}

/// Takes a console token, once, for a password; then the second factor is set up.
pub async fn welcome(guest: Guest) -> Answer {
    let typed = match forms::welcome(guest.form.clone()) {
        Ok(typed) => typed,
        Err(form) => {
            return draw(
                &WelcomePage::of(&guest, form),
                StatusCode::UNPROCESSABLE_ENTITY,
            );
        }
    };
    let attempt = commands::token_attempt(&guest.address());
    if !may_try(&guest, &attempt).await? {
        let form = guest.form.clone().refused("token", TOO_FAST);
        return draw(&WelcomePage::of(&guest, form), TOO_FAST_STATUS);
    }
    let console_hash = cookie::hash_of(&typed.token);
    let password_hash = match chosen(&guest, &console_hash, &typed.password).await? {
        Ok(password) => guest.app.passwords.hash(password).await?,
        Err(why) => {
            let form = guest.form.clone().refused("password", why);
            return draw(
                &WelcomePage::of(&guest, form),
                StatusCode::UNPROCESSABLE_ENTITY,
            );
        }
    };
    let (token, new_hash) = fresh_token()?;
    let old_hash = cookie::hash_of(&guest.token);
    let keys = guest.app.keys.clone();
    let done = guest
        .app
        .write(Who::Stranger, guest.policy.event, move |tx| {
            let hashes = (old_hash.as_slice(), new_hash.as_slice());
            let welcomed = commands::welcome(tx, &keys, &console_hash, &password_hash, hashes)?;
            commands::forgive(tx, &attempt)?;
            Ok(welcomed)
        })
        .await?;
    match done {
        Ok(welcomed) => {
            hand_over(&guest, &token)?;
            Ok(see_other(match welcomed {
                Welcomed::Enrols => "/sign-in/enrol",
                Welcomed::ProvesCode => "/sign-in/code",
            }))
        }
        Err(CommandError::Fields(errors)) => {
            let form = errors
                .into_iter()
                .fold(guest.form.clone(), |form, e| form.refused(&e.field, e.text));
            draw(
                &WelcomePage::of(&guest, form),
                StatusCode::UNPROCESSABLE_ENTITY,
            )
        }
        Err(error) => Err(error.into()),
    }
}

/// The password when it may be chosen. The person's own name counts as guessed early, if the token is somebody's.
async fn chosen(
    guest: &Guest,
    console_hash: &[u8],
    password: &str,
) -> Result<Result<Zeroizing<String>, &'static str>, AppError> {
    let (hash, now) = (console_hash.to_vec(), guest.app.now());
    let person = guest
        .app
        .read(move |read| {
            let login = match store::find_console_token(read, &hash, now)? {
                Some(login) => login,
                None => match store::find_reset_by_token(read, &hash, now)? {
                    Some(reset) => store::login_of(read, reset.staff_id)?,
                    None => return Ok::<_, StoreError>(None),
                },
            };
            store::find_credentials(read, &login)
        })
        .await?;
    let own: Vec<&str> = person
        .as_ref()
        .map(|person| vec![person.login.as_str(), person.name.as_str()])
        .unwrap_or_default();
    Ok(crate::staff::rules::passwords::check(password, &own).map(Zeroizing::new))
}

#[derive(Template)]
#[template(path = "accounts/enrol.html")]
struct EnrolPage {
    chrome: Chrome,
    tag: FormTag,
    form: FormState,
    login: String,
    secret: String,
    address: String,
}

impl EnrolPage {
    fn of(guest: &Guest, person: &Credentials, form: FormState) -> Result<Self, AppError> {
        let secret = commands::secret_of(&guest.app.keys, person)?;
        let fault = |e: one_time::UnusableSecret| AppError::Fault(e.to_string());
        Ok(Self {
            chrome: Chrome {
                error: form.is_refused(),
                ..Chrome::new("Set up one-time codes")
            },
            tag: FormTag::new("/sign-in/enrol", guest.csrf()),
            form,
            login: person.login.clone(),
            secret: one_time::as_typed(&secret, &person.login).map_err(fault)?,
            address: one_time::address(&secret, &person.login).map_err(fault)?,
        })
    }

    fn code(&self) -> TextInput {
        code_box(&self.form)
    }
}

#[derive(Template)]
#[template(path = "accounts/recovery.html")]
pub(super) struct RecoveryPage {
    pub chrome: Chrome,
    pub codes: Vec<String>,
}

/// Where somebody goes who may not set up a second factor in this session: a password alone never shows its secret (T31).
fn not_here(guest: &Guest, person: &Credentials) -> Option<&'static str> {
    if person.confirmed {
        Some("/sign-in/code")
    } else if guest.enrols {
        None
    } else {
        Some("/sign-in/renew")
    }
}

/// Shows the secret for the authenticator app, until a first code was right.
pub async fn enrol_form(guest: Guest) -> Answer {
    let person = half_signed_in(&guest).await?;
    if let Some(elsewhere) = not_here(&guest, &person) {
        return Ok(see_other(elsewhere));
    }
    draw(
        &EnrolPage::of(&guest, &person, FormState::empty())?,
        StatusCode::OK,
    )
}

/// Takes the first code, shows the recovery codes once, and completes the sign-in.
pub async fn enrol(guest: Guest) -> Answer {
    let person = half_signed_in(&guest).await?;
    if let Some(elsewhere) = not_here(&guest, &person) {
        return Ok(see_other(elsewhere));
    }
    let refused = |form: FormState, status: StatusCode| {
        EnrolPage::of(&guest, &person, form).and_then(|page| draw(&page, status))
    };
    let code = match forms::code(guest.form.clone()) {
        Ok(code) => code,
        Err(form) => return refused(form, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let attempt = attempt_of(&guest, &person.login);
    if !may_try(&guest, &attempt).await? {
        return refused(
            guest.form.clone().refused("code", TOO_FAST),
            TOO_FAST_STATUS,
        );
    }
    let codes = recovery_codes()?;
    let (token, new_hash) = fresh_token()?;
    let tried = CodePassed {
        person: person.clone(),
        code,
        attempt,
        old_hash: cookie::hash_of(&guest.token),
        new_hash,
    };
    let (keys, kept) = (guest.app.keys.clone(), codes.clone());
    let passed = guest
        .app
        .write(Who::Stranger, guest.policy.event, move |tx| {
            commands::confirm_code(tx, &keys, &tried, &kept)
        })
        .await?;
    match passed {
        Ok(()) => {
            hand_over(&guest, &token)?;
            let chrome = Chrome::new("Your recovery codes");
            remember(
                &guest,
                &person.login,
                draw(&RecoveryPage { chrome, codes }, StatusCode::OK)?,
            )
        }
        Err(CommandError::Refused(refusal)) => refused(
            guest.form.clone().refused("code", refusal.text),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        Err(error) => Err(error.into()),
    }
}

/// Ten fresh recovery codes, as a person reads them.
pub(super) fn recovery_codes() -> Result<Vec<String>, AppError> {
    (0..recovery::HOW_MANY)
        .map(|_| {
            let mut random = [0_u8; recovery::BYTES];
            getrandom::fill(&mut random).map_err(|e| AppError::Fault(e.to_string()))?;
            Ok(recovery::code_of(random))
        })
        .collect()
}
