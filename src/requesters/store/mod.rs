//! Rows of the address book: entries, addresses with their proofs, second looks, and what happened.

mod addresses;
mod directory;
mod entries;
mod history;

pub use addresses::{
    add_address, change_text, find_at, get_address, insert_proof, insert_withdrawn, list_addresses,
    set_arrived, set_bounced, set_handed_over, withdraw,
};
pub use directory::{drop_listed, find_listed, keep_listed, list_known, list_listed};
pub use entries::{
    Sought, find_entry, get_entry, insert_entry, list_entries, list_with_name, rewrite_entry,
    touch_entry,
};
pub use history::{find_last_look, insert_history, insert_look, list_history, list_looks};

use crate::db::StoreError;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored requester is unreadable: {what}"))
}
