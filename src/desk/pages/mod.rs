//! The pages of one request.

mod dates;
mod offers;
mod request;
mod task;
mod tasks;

pub use request::show_request;
pub use tasks::*;
