//! What staff can do at intake: look what a typed request would become, and log it.

mod log;
mod look;

pub use log::{Ending, LogBy, log};
pub use look::{Findings, LikelyPatient, LikelySame, look, look_again, look_for_patient};
