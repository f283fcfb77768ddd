//! The pages of one request.

mod dates;
mod extension;
mod not_here;
mod offers;
mod paper;
mod papers;
mod patient;
mod phone;
mod release;
mod reminder;
mod request;
mod sections;
mod slip;
mod status_call;
mod task;
mod tasks;
mod what_if;
mod withholding;

pub use extension::{grant_extension, show_extension};
pub use not_here::{close_without_records, forward_request, show_forwarding, show_no_records};
pub use paper::{add_paper, new_paper};
pub use patient::{match_patient, show_patient};
pub use phone::{find_call, show_calls, show_phone};
pub use release::{
    deny_request, end_authorization, record_what_left, show_denial, show_ending, show_release,
};
pub use reminder::{send_reminder, show_reminder};
pub use request::show_request;
pub use slip::show_slip;
pub use status_call::{answer_status_call, show_status_call};
pub use tasks::*;
pub use what_if::show_what_if;
pub use withholding::{show_withholding, withhold_records};
