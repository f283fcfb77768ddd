//! What arrived is stored, durable and encrypted, before its row (T5).

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::db::new_public_id;
use crate::documents::commands::{Arrived, NotKept, examine};
use crate::documents::model::{Description, MAX_FILE_BYTES, NotAccepted};
use crate::files::{self, Stored};
use crate::trays::model::MOST_BYTES;
use crate::trays::store::{NewPaperOf, Original};

/// The longest name of a paper, in characters.
const NAME: usize = 120;

/// What makes an arrival this one and no other: where it came, what it is called there, and its content.
pub(super) fn key(parts: &[&str], content: &[u8]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(content);
    hash.finalize()
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Stores bytes for a site; refuses before the disk is full (T7).
pub(super) fn put(app: &App, site: &str, bytes: &[u8]) -> anyhow::Result<Stored> {
    let largest = u64::try_from(bytes.len()).unwrap_or(MOST_BYTES);
    files::room_for_upload(&app.data_folder(), largest)
        .map_err(|e| anyhow::anyhow!("There is no room for it: {e}."))?;
    app.files
        .put(bytes, site, MOST_BYTES)
        .map_err(|e| anyhow::anyhow!("It could not be stored: {e}."))
}

/// Keeps an arrival as it came.
pub(super) fn original(app: &App, site: &str, bytes: &[u8]) -> anyhow::Result<Original> {
    let stored = put(app, site, bytes)?;
    Ok(Original {
        file: stored.id,
        wrapped_key: stored.wrapped_key,
    })
}

/// Stores a paper of an arrival, or says why it is no paper of the desk (T65).
pub(super) fn paper(
    app: &App,
    site: &str,
    (name, description): (&str, &str),
    bytes: &[u8],
) -> anyhow::Result<NewPaperOf> {
    let name = one_line(name, NAME);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let kept = if length > MAX_FILE_BYTES {
        Err(NotAccepted::TooLarge.to_string())
    } else {
        let arrived = Arrived {
            file_name: name.clone(),
            stored: put(app, site, bytes)?,
            site: site.to_owned(),
            description: None,
        };
        match examine(&app.files, &app.previewer, arrived) {
            Ok(paper) => Ok(paper),
            Err(NotKept::NotAccepted(why)) => Err(why.to_string()),
            Err(NotKept::Fault(said)) => anyhow::bail!("A paper could not be looked at: {said}."),
        }
    };
    let description = match Description::parse(description) {
        Ok(description) => description.as_str().to_owned(),
        Err(_) => "A paper that came with it".to_owned(),
    };
    Ok(NewPaperOf {
        public_id: new_public_id()?,
        is_message: false,
        name,
        description,
        bytes: length,
        paper: kept,
    })
}

/// Text on one line, without signs that no database keeps, at most so many characters.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect()
}
