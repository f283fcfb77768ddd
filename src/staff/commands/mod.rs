//! What can be done with accounts and sessions.

mod accounts;
mod sessions;

pub use accounts::add_staff;
pub use sessions::begin_session;
