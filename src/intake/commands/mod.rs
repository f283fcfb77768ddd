//! What staff can do at intake: look what a typed request would become, and log it.

mod log;
mod look;

pub use log::{Ending, LogBy, log};
pub use look::{
    Findings, LikelyPatient, LikelyRequester, LikelySame, likely_requester, look, look_again,
    look_for_patient, look_for_requester,
};
