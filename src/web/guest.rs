//! One request of somebody who need not be signed in.

use std::net::IpAddr;
use std::str::FromStr;

use actix_session::Session;
use actix_web::HttpRequest;

use super::asked::{address_of, caller_of, path_part, query_value};
use super::policy::Policy;
use super::{cookie, csrf, known_browser};
use crate::app::App;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::model::Actor;

/// A request for somebody who need not be signed in.
pub struct Guest {
    /// The desk.
    pub app: App,
    /// The route's policy.
    pub policy: &'static Policy,
    /// The posted form; empty for a GET.
    pub form: FormState,
    /// The browser's cookie.
    pub session: Session,
    /// The token of the browser's session, pre-session included.
    pub token: String,
    /// The person whose password was right, at a half-signed-in door.
    pub half: Option<Actor>,
    /// Whether that session may set up a second factor: it began with a token.
    pub enrols: bool,
    pub(super) req: HttpRequest,
}

impl Guest {
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

    /// A token for a form.
    pub fn csrf(&self) -> String {
        csrf::token(&self.app.keys, &self.token)
    }

    /// Where the request came from: the other end of the connection, or whom a trusted proxy calls for.
    pub fn caller(&self) -> Option<IpAddr> {
        caller_of(&self.req, &self.app)
    }

    /// The same for the limiter.
    pub fn address(&self) -> String {
        address_of(&self.req, &self.app)
    }

    /// The name of this browser, if it has signed in with the account before.
    pub fn known_browser(&self, login: &str) -> Option<String> {
        known_browser::name_of(&self.app.keys, login, &self.req)
    }

    /// Gives the browser a new session token.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn renew(&self) -> Result<String, AppError> {
        let token = cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?;
        if cookie::give(&self.session, &token) {
            Ok(token)
        } else {
            Err(AppError::Fault("no cookie".to_owned()))
        }
    }
}
