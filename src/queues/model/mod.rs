//! The lists, what narrows them, their rows, and rows chosen together.

mod batch;
mod lists;
mod rows;

pub use batch::{Batch, BatchRow, Chosen, NewOwner, Outcome};
pub use lists::{Due, Filters, OwnerFilter, Waits, WorkList};
pub use rows::{COUNTED, Colleague, Count, ListCounts, Place, Row, Slice, capped};
