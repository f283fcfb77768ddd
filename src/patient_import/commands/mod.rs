//! Bringing the hospital's index in: the file, some rows at a time, each time in one transaction.

mod batch;
mod report;
mod run;

pub use batch::{Taken, Weighed, take, weigh};
pub use run::{Order, import};
