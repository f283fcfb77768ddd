//! The word that proves a folder to be the folder of papers of a database: where several machines share one, a machine that
//! mounted another folder, or none, must not serve.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::durable::keep_new;

const NAME: &str = "marker";

/// The word in this folder, if there is one.
///
/// # Errors
/// The error of the disk.
pub fn read_marker(folder: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(folder.join(NAME)) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts a word into the folder, unless one is there; answers the one that is there now.
///
/// # Errors
/// The error of the disk.
pub fn put_marker(folder: &Path, word: &str) -> io::Result<String> {
    let mut temporary = tempfile::Builder::new()
        .prefix("marker-")
        .tempfile_in(folder)?;
    writeln!(temporary, "{word}")?;
    match keep_new(temporary, &folder.join(NAME)) {
        Ok(()) => Ok(word.to_owned()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            read_marker(folder)?.ok_or(error)
        }
        Err(error) => Err(error),
    }
}
