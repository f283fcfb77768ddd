//! Rows of batches, of the codes found on their pages, and of their parts.

mod batches;
mod found;
mod parts;

pub use batches::{
    Batch, codes_of, get_batch, known_files, list_batches, list_of_day, next_unread, note_page,
    take_waiting,
};
pub use found::{ItemOfSheet, items_of, requests_of};
pub use parts::{
    Said, correct_part, find_part, insert_part, list_parts, set_last_page, settle_part,
};

use crate::db::StoreError;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored batch of scans is unreadable: {what}"))
}
