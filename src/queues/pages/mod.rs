//! The pages of the work lists, of a search, and of requests given another owner together.

mod batch;
mod counts;
mod find;
mod lines;
mod list;
mod search;

pub use batch::{create_batch, run_batch, show_batch, undo_batch};
pub use counts::counted;
pub use find::{Led, find, keep_words, words_of};
pub use lines::{Line, lines};
pub use list::{day_at, show_list, slice};
pub use search::{create_search, show_search};
