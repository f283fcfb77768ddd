//! The pages of one request.

mod dates;
mod offers;
mod request;
mod task;
mod tasks;
mod what_if;

pub use request::show_request;
pub use tasks::*;
pub use what_if::show_what_if;
