//! Emptyings, their items, and what happened to them.

mod emptyings;
mod history;
mod items;

pub use emptyings::{
    BoxStanding, NewEmptying, find_open, get_session, insert_emptying, list_hands, list_of_day,
    list_sessions, set_confirmed, set_count, set_ended, set_second, standing_of,
};
pub use history::{insert_history, list_history};
pub use items::{correct_item, find_item, insert_item, settle_item};

use crate::db::StoreError;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored drop-box session is unreadable: {what}"))
}
