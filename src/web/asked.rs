//! What a browser asks: the parts of the path and the query, and where it asks from.

use std::net::IpAddr;
use std::str::FromStr;

use actix_web::HttpRequest;

use crate::app::App;
use crate::error::AppError;
use crate::network;

/// A part of the path.
///
/// # Errors
/// `NotFound` when it is none of ours.
pub(super) fn path_part<T: FromStr>(req: &HttpRequest, name: &str) -> Result<T, AppError> {
    let found = req.match_info().get(name);
    found
        .and_then(|text| text.parse().ok())
        .ok_or(AppError::NotFound)
}

/// One value of the query.
pub(super) fn query_value(req: &HttpRequest, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(req.query_string()).unwrap_or_default();
    pairs
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// Where a request came from: the other end of the connection, or whom a trusted proxy calls for.
pub(super) fn caller_of(req: &HttpRequest, app: &App) -> Option<IpAddr> {
    let peer = req.peer_addr()?.ip();
    let told = req.headers().get_all("x-forwarded-for");
    // A line that is no text is a word that is no address.
    let told: Vec<&str> = told.map(|line| line.to_str().unwrap_or("?")).collect();
    let told = told.iter().flat_map(|line| line.split(','));
    Some(network::caller(peer, told, &app.config.trusted_proxies))
}

/// The same for the limiter: of a version 6 address the network counts.
pub(super) fn address_of(req: &HttpRequest, app: &App) -> String {
    match caller_of(req, app) {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(address) => address.to_string(),
        None => "unknown".to_owned(),
    }
}
