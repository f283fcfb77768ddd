//! A browser that has signed in with an account before carries a signed mark that says so. It opens nothing: it only gives
//! the browser a count of its own, so that a stranger's wrong guesses never keep the owner out (T29).

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

use crate::files::{KeyPurpose, Keys};

/// How long a browser is remembered.
const KEPT: Duration = Duration::days(90);
/// Letters of the random name of a browser.
const NAME: usize = 22;

/// One cookie for each account, because several people share a counter's machine.
fn cookie_name(keys: &Keys, login: &str) -> String {
    let proof = keys.sign(
        KeyPurpose::Sessions,
        &["browser of ", login].concat().into_bytes(),
    );
    ["__Host-known-", &BASE64_URL_SAFE_NO_PAD.encode(&proof[..6])].concat()
}

fn prove(keys: &Keys, login: &str, name: &str) -> String {
    let text = ["known browser ", name, " of ", login].concat();
    BASE64_URL_SAFE_NO_PAD.encode(keys.sign(KeyPurpose::Sessions, text.as_bytes()))
}

/// A new mark for a browser in which this account has just signed in with both factors.
///
/// # Errors
/// When the machine has no randomness.
pub fn mark(keys: &Keys, login: &str) -> Result<Cookie<'static>, getrandom::Error> {
    let mut random = [0_u8; 16];
    getrandom::fill(&mut random)?;
    let name = BASE64_URL_SAFE_NO_PAD.encode(random);
    let proof = prove(keys, login, &name);
    Ok(
        Cookie::build(cookie_name(keys, login), [name, proof].concat())
            .path("/")
            .secure(true)
            .http_only(true)
            .same_site(SameSite::Lax)
            .max_age(KEPT)
            .finish(),
    )
}

/// The random name of this browser, if it carries our mark for the account.
pub fn name_of(keys: &Keys, login: &str, req: &HttpRequest) -> Option<String> {
    let cookie = req.cookie(&cookie_name(keys, login))?;
    let (name, proof) = cookie.value().split_at_checked(NAME)?;
    let genuine: bool = prove(keys, login, name)
        .as_bytes()
        .ct_eq(proof.as_bytes())
        .into();
    genuine.then(|| name.to_owned())
}
