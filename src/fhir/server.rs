//! The conversation: one question, its pages, one time-out for all of it.

use std::sync::atomic::{AtomicU8, Ordering};

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::model::Why;
use crate::config::{HospitalSystem, Token};
use crate::mail::tls_client;

/// The largest page of an answer.
const BYTES: usize = 2 << 20;
/// What is sent and taken.
const FHIR_JSON: &str = "application/fhir+json";

type Http = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// A system of the hospital that can be asked.
pub struct Server {
    pub(super) system: HospitalSystem,
    http: Http,
    /// How the last question ended: 0 nothing was asked, 1 answered, else the reason's place and 2.
    last: AtomicU8,
}

/// What is asked.
pub(super) enum Question<'q> {
    /// A page by its address.
    At(&'q Url),
    /// A search, posted or in the address.
    Search(&'q str, &'q [(&'static str, String)]),
}

impl Server {
    /// Makes ready to ask. Nothing is connected yet.
    ///
    /// # Errors
    /// The sentence says what to correct.
    pub fn new(system: HospitalSystem) -> Result<Self, String> {
        let tls = tls_client(system.ca_file.as_ref())
            .map_err(|e| format!("--fhir \"{}\": {e}.", system.name))?;
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .build();
        // No connection outlives its question: the next one may be asked on another thread.
        let http = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build(connector);
        Ok(Self {
            system,
            http,
            last: AtomicU8::new(0),
        })
    }

    /// How pages call it.
    pub fn name(&self) -> &str {
        &self.system.name
    }

    /// The sites that ask it.
    pub fn sites(&self) -> &[String] {
        &self.system.sites
    }

    /// How the last question ended: none while nothing was asked.
    pub fn last(&self) -> Option<Result<(), Why>> {
        match self.last.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(Ok(())),
            place => Why::ALL.get(usize::from(place) - 2).map(|why| Err(*why)),
        }
    }

    /// Waits for what is asked, all questions and pages together, no longer than the setting says.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn in_time<T>(&self, asking: impl Future<Output = Result<T, Why>>) -> Result<T, Why> {
        let answered = tokio::time::timeout(self.system.patience, asking).await;
        let answer = answered.unwrap_or(Err(Why::TimedOut));
        let place = match &answer {
            Ok(_) => 1,
            Err(why) => Why::ALL
                .iter()
                .position(|one| one == why)
                .and_then(|place| u8::try_from(place + 2).ok())
                .unwrap_or(1),
        };
        self.last.store(place, Ordering::Relaxed);
        answer
    }

    /// One page of an answer.
    pub(super) async fn ask(&self, question: Question<'_>) -> Result<Bytes, Why> {
        let request = self.request(question)?;
        let response = self
            .http
            .request(request)
            .await
            .map_err(|_| Why::Unreachable)?;
        let status = response.status();
        let is_json = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .is_none_or(|kind| kind.to_ascii_lowercase().contains("json"));
        let body = Limited::new(response.into_body(), BYTES).collect().await;
        match status {
            StatusCode::OK if is_json => body
                .map(http_body_util::Collected::to_bytes)
                .map_err(|_| Why::Broken),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Why::Refused),
            StatusCode::TOO_MANY_REQUESTS => Err(Why::Busy),
            status if status.is_server_error() => Err(Why::Busy),
            _ => Err(Why::Broken),
        }
    }

    fn request(&self, question: Question<'_>) -> Result<Request<Full<Bytes>>, Why> {
        let (method, url, body) = match question {
            Question::At(url) => (Method::GET, url.clone(), None),
            Question::Search(kind, parameters) if self.system.posts => {
                let url = self.below(&[kind, "/_search"].concat())?;
                let body = url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(parameters)
                    .finish();
                (Method::POST, url, Some(body))
            }
            Question::Search(kind, parameters) => {
                let mut url = self.below(kind)?;
                url.query_pairs_mut().extend_pairs(parameters);
                (Method::GET, url, None)
            }
        };
        let mut request = Request::builder()
            .method(method)
            .uri(url.as_str())
            .header(ACCEPT, FHIR_JSON)
            // A parameter a server does not know must not be ignored: everybody would answer to it.
            .header("prefer", "handling=strict");
        if let Some(token) = self.token()? {
            let bearer = ["Bearer ", token.expose_secret()].concat();
            let mut value = HeaderValue::from_str(&bearer).map_err(|_| Why::Refused)?;
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let body = Bytes::from(body.unwrap_or_else(String::new));
        request.body(Full::new(body)).map_err(|_| Why::Broken)
    }

    /// An address below the base.
    pub(super) fn below(&self, path: &str) -> Result<Url, Why> {
        self.system.base.join(path).map_err(|_| Why::Broken)
    }

    fn token(&self) -> Result<Option<SecretString>, Why> {
        match &self.system.token {
            Token::None => Ok(None),
            Token::Given(token) => Ok(Some(token.clone())),
            Token::File(path) => match std::fs::read_to_string(path) {
                Ok(text) => Ok(Some(SecretString::from(text.trim().to_owned()))),
                Err(error) => {
                    tracing::error!(%error, "the token of the hospital's system cannot be read");
                    Err(Why::Refused)
                }
            },
        }
    }
}
