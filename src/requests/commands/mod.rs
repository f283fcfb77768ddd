//! What staff can do with a request. Every change ends in [`record`]: the one place that moves the stage, appends the
//! event, rewrites the stored index and bumps the version.

mod drift;
mod log;
mod open;
mod record;

pub use drift::{Drift, DriftPage, list_drift};
pub use log::{Logged, log_request};
pub use open::{OpenRequest, open, open_by_id};
pub use record::{By, close_fact, open_fact, record};
