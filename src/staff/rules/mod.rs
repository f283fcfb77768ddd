//! Decisions about people and what they prove themselves with.

pub mod one_time;
pub mod passwords;
mod permissions;
pub mod recovery;
pub mod throttle;

pub use permissions::may;
