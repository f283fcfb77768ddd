//! Decisions about patients: how names compare, who a typed patient may be, what differs, who may be merged.

pub mod changes;
pub mod matching;
pub mod merging;
pub mod names;
pub mod reaching;

pub use matching::{Candidate, Strength, candidates};
pub use names::{NameLikeness, compare, fold, sound};
