//! What arrived, its papers, what happened to it, and how far the sources were read.

mod candidates;
mod counted;
mod history;
mod insert;
mod items;
mod papers;
mod sources;

pub use candidates::list_known;
pub use counted::count_of_day;
pub use history::{insert_history, list_history};
pub use insert::{NewItem, NewPaperOf, Original, find_by_key, insert_item};
pub use items::{
    Filter, count_waiting, find_alike, get_item, get_original, list_items, set_followed_up,
    set_tray, settle_item,
};
pub use papers::{TrayPaper, get_paper, list_papers};
pub use sources::{Reading, get_reading, keep_reading, list_readings, oldest_failing};

use crate::db::StoreError;

fn unreadable(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("a stored item of a tray is unreadable: {what}"))
}
