//! What the hospital says about itself: every fact is a dated row with its source.

mod codes;

pub use codes::Channel;
