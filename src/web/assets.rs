//! The files of `static/`, embedded in the binary, each under a name that changes with its content and may be cached for ever.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// Where the files are served: `/static/{name}`.
pub const PREFIX: &str = "/static/";
/// The caching header of every file: its name changes when it does.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

#[derive(rust_embed::Embed)]
#[folder = "static/"]
struct Files;

/// One file, ready to be sent.
#[derive(Debug)]
pub struct Asset {
    /// The address, for example `/static/app.1f2e3d4c5b6a.css`.
    pub url: String,
    /// The bytes as embedded.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, with its character set where it has one.
    pub content_type: &'static str,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .map(|name| {
            let bytes = Files::get(&name)
                .expect("a file that is listed is embedded")
                .data;
            let asset = Asset {
                url: hashed_url(&name, &bytes),
                content_type: content_type(&name),
                bytes,
            };
            (name.into_owned(), asset)
        })
        .collect()
});

/// The address of a file by its plain name, for example `asset("app.css")`.
///
/// # Panics
/// When no such file was embedded: names are written in our own layouts, and a test renders every one.
pub fn asset(name: &str) -> &'static str {
    &ASSETS
        .get(name)
        .expect("a layout names only embedded files")
        .url
}

/// The file behind the last part of an address, if it is one of ours.
pub fn find(hashed_name: &str) -> Option<&'static Asset> {
    ASSETS
        .values()
        .find(|asset| asset.url.strip_prefix(PREFIX) == Some(hashed_name))
}

fn hashed_url(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash = digest
        .iter()
        .take(6)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let hash = format!("{hash:012x}");
    match name.rsplit_once('.') {
        Some((stem, ending)) => [PREFIX, stem, ".", &hash, ".", ending].concat(),
        None => [PREFIX, name, ".", &hash].concat(),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}
