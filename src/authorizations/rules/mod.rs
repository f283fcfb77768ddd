//! Which checks are asked, what the answers say, what to ask the requester for, and the check again at release.

mod checklist;
mod dates;
mod gaps;
mod outcome;
pub mod protected;
mod recheck;
pub mod table;
pub mod workers_compensation;

pub use checklist::{applies, checklist, unanswered};
pub use dates::computed;
pub use gaps::{gaps, withheld_words};
pub use outcome::outcome;
pub use recheck::{ended_on, recheck};
