//! Room on the disk: uploads are refused while reading still works (T7).

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::durable::{keep_new, sync_directory};

/// Bytes kept back so that reads can still be audited on a full disk: 32 MiB, given back on alarm.
pub const RESERVE_BYTES: u64 = 32 * 1024 * 1024;

const RESERVE_NAME: &str = "reserve";

/// The disk has too little room for an upload.
#[derive(Debug, thiserror::Error)]
pub enum DiskLow {
    /// Less than one and a half times the largest upload is free.
    #[error("the disk has {free} bytes free and needs {needed} before a file is accepted")]
    TooLittle {
        /// Bytes free to this process.
        free: u64,
        /// Bytes that must be free.
        needed: u64,
    },
    /// The file system did not say how much is free.
    #[error("the free space of the disk cannot be read: {0}")]
    Unknown(#[from] io::Error),
}

/// Bytes this process may still write in the file system of `folder`.
pub fn free_bytes(folder: &Path) -> io::Result<u64> {
    let stat = rustix::fs::statvfs(folder)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// An upload is accepted only while 1.5 times the largest permitted upload is free (T7, after Postfix `queue_minfree`).
///
/// # Errors
/// `TooLittle` with both numbers, `Unknown` when the file system does not answer.
pub fn room_for_upload(folder: &Path, largest_upload: u64) -> Result<(), DiskLow> {
    let needed = largest_upload.saturating_add(largest_upload / 2);
    let free = free_bytes(folder)?;
    if free < needed {
        return Err(DiskLow::TooLittle { free, needed });
    }
    Ok(())
}

/// Puts the reserve in place if it is not there: 32 MiB of written bytes, not a hole.
///
/// # Errors
/// The error of the disk; a disk without room for the reserve is one.
pub fn hold_reserve(folder: &Path) -> io::Result<()> {
    let name = reserve_path(folder);
    if name.try_exists()? {
        return Ok(());
    }
    let mut temporary = tempfile::Builder::new()
        .prefix("reserve-")
        .tempfile_in(folder)?;
    let block = vec![0x5a_u8; 1024 * 1024];
    for _ in 0..RESERVE_BYTES / 1024 / 1024 {
        temporary.write_all(&block)?;
    }
    keep_new(temporary, &name)
}

/// Gives the reserve back to the disk; true when there was one.
pub fn release_reserve(folder: &Path) -> io::Result<bool> {
    match std::fs::remove_file(reserve_path(folder)) {
        Ok(()) => sync_directory(folder).map(|()| true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn reserve_path(folder: &Path) -> PathBuf {
    folder.join(RESERVE_NAME)
}
