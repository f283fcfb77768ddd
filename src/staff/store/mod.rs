//! Rows of staff, roles, sessions.

mod people;
mod sessions;

pub use people::{insert_roles, insert_staff};
pub use sessions::{FoundSession, find_session, find_session_site, insert_session, keep_session};
