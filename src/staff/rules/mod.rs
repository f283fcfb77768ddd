//! Decisions about people and what they prove themselves with.

pub mod one_time;
pub mod passwords;
mod permissions;
pub mod proof;
pub mod recovery;
pub mod resets;
pub mod throttle;

pub use permissions::may;
