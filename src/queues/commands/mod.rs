//! What staff do with lists: keep a search, give many requests another owner.

mod batch;
mod search;

pub use batch::{Give, choose, run, set_owner, undo};
pub use search::keep_search;
