//! A folder into which another program writes: which files are there, and where they go once they are stored.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};

use super::durable::sync_directory;

/// A file in a watched folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, whatever signs it holds.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// When it was last written, by the disk's own clock (UTC).
    pub written_at: NaiveDateTime,
}

/// The plain files of a watched folder, by name. Folders, links and hidden files are no arrivals.
///
/// # Errors
/// When the folder cannot be read.
pub fn list_watched(folder: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || !entry.file_type()?.is_file() {
            continue;
        }
        // It may be gone again: whoever writes there may also rename.
        let Ok(about) = entry.metadata() else {
            continue;
        };
        found.push(Found {
            path: entry.path(),
            name,
            bytes: about.len(),
            written_at: DateTime::<Utc>::from(about.modified()?).naive_utc(),
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Moves a file into a folder beside it, under a name nothing else has there, and returns once that is durable.
///
/// # Errors
/// When the disk refuses.
pub fn move_aside(file: &Found, folder: &str, word: &str) -> io::Result<()> {
    let from = file.path.parent().unwrap_or(Path::new("."));
    let to = from.join(folder);
    fs::create_dir_all(&to)?;
    let mut named = std::ffi::OsString::from(word);
    named.push("-");
    // A name of the longest length leaves no room for the word.
    let own = file.path.file_name().unwrap_or_default();
    if own.len() + named.len() <= 255 {
        named.push(own);
    }
    fs::rename(&file.path, to.join(named))?;
    sync_directory(&to)?;
    sync_directory(from)
}
