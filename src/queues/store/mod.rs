//! The lists, the kept searches and the batches in the database.

mod batches;
mod lists;
mod searches;

pub use batches::{
    finish_row, get_batch, insert_batch, list_batch_rows, set_owner, set_ran, set_undone,
};
pub use lists::{PAGE, Page, count, count_all, count_lists, list_colleagues, list_page};
pub use searches::{find_search, insert_search, list_found, seal_search, sweep_searches};
