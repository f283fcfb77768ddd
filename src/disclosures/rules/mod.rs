//! Decisions about what leaves and what is denied.

mod accounting;
pub mod blocking;
mod denial;
pub mod minimum;
pub mod restrictions;
mod statements;

pub use accounting::{accountable, usual_basis};
pub use denial::{grounds, may_give, needs_finding, plain_words, review};
pub use statements::statements;
