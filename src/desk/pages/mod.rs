//! The pages of one request.

mod dates;
mod no_records;
mod offers;
mod paper;
mod papers;
mod patient;
mod release;
mod request;
mod sections;
mod task;
mod tasks;
mod what_if;

pub use no_records::{close_without_records, show_no_records};
pub use paper::{add_paper, new_paper};
pub use patient::{match_patient, show_patient};
pub use release::{
    deny_request, end_authorization, record_what_left, show_denial, show_ending, show_release,
};
pub use request::show_request;
pub use tasks::*;
pub use what_if::show_what_if;
