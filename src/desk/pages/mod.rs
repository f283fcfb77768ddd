//! The pages of one request.

mod dates;
mod request;

pub use request::show_request;
