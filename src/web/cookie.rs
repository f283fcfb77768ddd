//! The session cookie: it carries one random token and nothing else; the session itself is a row (T34).

use std::collections::HashMap;

use actix_session::config::CookieContentSecurity;
use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_session::{Session, SessionMiddleware};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha512};

use crate::files::{KeyPurpose, Keys};

const TOKEN: &str = "token";
const NAME: &str = "__Host-desk";

/// Keeps nothing: the key of a session is its token, so no storage can fail behind the page's back.
pub struct TokenOnly;

impl SessionStore for TokenOnly {
    async fn load(&self, key: &SessionKey) -> Result<Option<HashMap<String, String>>, LoadError> {
        // actix-session keeps values as JSON text.
        let quoted = serde_json::to_string(key.as_ref())
            .map_err(|e| LoadError::Deserialization(e.into()))?;
        Ok(Some(HashMap::from([(TOKEN.to_owned(), quoted)])))
    }

    async fn save(
        &self,
        state: HashMap<String, String>,
        _: &Duration,
    ) -> Result<SessionKey, SaveError> {
        let quoted = state.get(TOKEN).map_or("\"\"", String::as_str);
        let token: String =
            serde_json::from_str(quoted).map_err(|e| SaveError::Serialization(e.into()))?;
        SessionKey::try_from(token).map_err(|e| SaveError::Other(e.into()))
    }

    async fn update(
        &self,
        _: SessionKey,
        state: HashMap<String, String>,
        ttl: &Duration,
    ) -> Result<SessionKey, UpdateError> {
        self.save(state, ttl)
            .await
            .map_err(|e| UpdateError::Other(e.into()))
    }

    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, _: &SessionKey) -> Result<(), anyhow::Error> {
        Ok(())
    }
}

/// The cookie around the token: `__Host-`, Secure, Lax, encrypted, gone with the browser.
pub fn middleware(keys: &Keys) -> SessionMiddleware<TokenOnly> {
    SessionMiddleware::builder(TokenOnly, key(keys))
        .cookie_name(NAME.to_owned())
        .cookie_secure(true)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .cookie_content_security(CookieContentSecurity::Private)
        .build()
}

/// The key of the cookie, from the key file.
fn key(keys: &Keys) -> Key {
    Key::from(&Sha512::digest(keys.sign(KeyPurpose::Sessions, b"cookie")))
}

/// The token the browser sent, if any.
pub fn token_of(session: &Session) -> Option<String> {
    // A value that is no text was not written by us: the same as none.
    session
        .get::<String>(TOKEN)
        .unwrap_or(None)
        .filter(|token| !token.is_empty())
}

/// Gives the browser a new token; the old one is worth nothing from here on.
pub fn give(session: &Session, token: &str) -> bool {
    session.renew();
    session.insert(TOKEN, token).is_ok()
}

/// A fresh 256-bit token.
///
/// # Errors
/// When the machine has no randomness; then nobody can sign in.
pub fn new_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// What the database keeps instead of the token.
pub fn hash_of(token: &str) -> Vec<u8> {
    sha2::Sha256::digest(token.as_bytes()).to_vec()
}

/// The cookie value a browser would hold for this token; lets a test or a bench sign people in without the pages.
pub fn sealed(keys: &Keys, token: &str) -> String {
    let mut jar = CookieJar::new();
    jar.private_mut(&key(keys))
        .add(Cookie::new(NAME, token.to_owned()));
    jar.get(NAME)
        .map_or_else(String::new, |cookie| cookie.value().to_owned())
}
