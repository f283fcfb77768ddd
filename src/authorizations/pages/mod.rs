//! Pages of the checklist and of the one letter that follows from it.

mod check;
mod letter;
mod protected;

pub use check::{create_check, show_check};
pub use letter::{create_clarification, new_clarification};
