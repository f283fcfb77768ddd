//! A file that is there after a power cut, or not there at all (T5).

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// Gives a finished temporary file its name and returns once both are on the disk: sync the file, rename, sync the folder.
///
/// # Errors
/// `AlreadyExists` when the name is taken (nothing is overwritten), or the error of the disk. After a failed sync the
/// bytes may or may not be stored: the caller must not report them as stored.
pub fn keep_new(temporary: NamedTempFile, name: &Path) -> io::Result<()> {
    temporary.as_file().sync_all()?;
    temporary
        .persist_noclobber(name)
        .map_err(|refused| refused.error)?;
    let folder = name
        .parent()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a file needs a folder"))?;
    sync_directory(folder)
}

/// Makes names added to or removed from a folder durable.
pub fn sync_directory(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
