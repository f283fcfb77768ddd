//! The pages of the work lists and of a search.

mod lines;
mod list;
mod search;

pub use lines::{Line, lines};
pub use list::{day_at, show_list, slice};
pub use search::{create_search, show_search};
