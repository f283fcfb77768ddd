//! Encrypted blobs on disk and the keys that open them (T5, T7, T43, T44, T45).
//!
//! A file is stored under 128 bits of random name, in 64 KiB frames of AES-256-GCM under a key of its own. That key is
//! wrapped by a key-encryption key from the key file and travels in the database row of the file; the key file lies
//! beside the data and never in the database. Frames, wrapped key and name all carry the file's id and the site it was
//! stored for, so that a blob moved to another row, another place or another order is refused.

mod durable;
mod frames;
mod keys;
mod marker;
mod space;
mod store;
mod watched;

pub use durable::{keep_new, sync_directory};
pub use frames::{FRAME_BYTES, FrameReader, FrameWriter};
pub use keys::{KeyError, KeyPurpose, Keys, SealError};
pub use marker::{put_marker, read_marker};
pub use space::{
    DiskLow, RESERVE_BYTES, free_bytes, hold_reserve, release_reserve, room_for_upload,
};
pub use store::{FileId, FileWriter, Files, FilesError, Opened, Stored};
pub use watched::{Found, list_watched, move_aside};
