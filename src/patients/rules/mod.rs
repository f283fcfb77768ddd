//! Decisions about patients: how names compare, and who a typed patient may be.

pub mod matching;
pub mod names;

pub use matching::{Candidate, Strength, candidates};
pub use names::{NameLikeness, compare, fold, sound};
