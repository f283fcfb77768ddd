//! Without a mail server, messages wait as files under the data folder.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::message::Message;
use crate::files::{keep_new, sync_directory};

/// Writes a message as `<message id>.eml` (mode 0600) and returns its path once it is durable. Writing the same message
/// again changes nothing, so a repeated attempt makes no duplicate (T20).
///
/// # Errors
/// The error of the disk; `AlreadyExists` when another message lies there under the same id.
pub fn write_as_file(folder: &Path, message: &Message) -> io::Result<PathBuf> {
    let wire = message.to_wire();
    let path = folder.join(format!("{}.eml", message.message_id.word()));
    if path.try_exists()? {
        return if fs::read(&path)? == wire {
            Ok(path)
        } else {
            Err(io::ErrorKind::AlreadyExists.into())
        };
    }
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    if let Some(above) = folder
        .parent()
        .filter(|above| !above.as_os_str().is_empty())
    {
        sync_directory(above)?;
    }
    let mut temporary = tempfile::Builder::new()
        .prefix(".writing-")
        .tempfile_in(folder)?;
    temporary.write_all(&wire)?;
    keep_new(temporary, &path)?;
    Ok(path)
}
