//! What can be done with a request on a page of its own.

mod asked;
mod dates;
mod endings;
mod ownership;
mod patient_part;
mod remarks;
mod requester;
mod stage;

pub use ownership::take_request;
pub(super) use requester::offered;
pub use stage::{finish_verifying, pass_review, start_verifying};

use super::task;
use crate::form_state::FormState;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// The two handlers of each task.
macro_rules! handlers {
    ($($show:ident, $send:ident => $task:path;)*) => {$(
        #[doc = "Shows the page of this task."]
        pub async fn $show(visit: Visit) -> Answer {
            task::show(visit, &$task).await
        }

        #[doc = "Carries this task out."]
        pub async fn $send(visit: Visit) -> Answer {
            task::send(visit, &$task).await
        }
    )*};
}

handlers! {
    show_assignment, assign_request => ownership::ASSIGNMENT;
    show_priority, set_priority => ownership::PRIORITY;
    new_note, add_note => remarks::NOTE;
    new_link, link_request => remarks::LINK;
    show_withdrawal, withdraw_request => endings::WITHDRAWAL;
    show_duplicate, mark_duplicate => endings::DUPLICATE;
    show_error, mark_in_error => endings::ERROR;
    show_hold, place_hold => stage::HOLD;
    show_hold_end, lift_hold => stage::HOLD_END;
    show_stage, move_on => stage::STAGE;
    show_dates, record_date => dates::DATES;
    show_patient_part, see_patient_part => patient_part::PATIENT_PART;
    show_road, change_road => asked::ROAD;
    show_scope, change_scope => asked::SCOPE;
    show_recipients, change_recipients => asked::RECIPIENTS;
}

/// Shows where it is said who asks.
pub async fn show_requester(visit: Visit) -> Answer {
    task::show(visit, &requester::REQUESTER).await
}

/// Names the requester; or looks in the address book again.
pub async fn name_requester(visit: Visit) -> Answer {
    if visit.form.has("then", "look") {
        return task::look_again(visit, &requester::REQUESTER).await;
    }
    task::send(visit, &requester::REQUESTER).await
}

pub(super) fn reason(form: &FormState) -> TextArea {
    form.lines("reason", "Reason").rows(3)
}

fn other(form: &FormState, name: &str) -> TextInput {
    form.text(name, "Reference of the other request")
        .hint("For example ROI-2026-004217-5.")
        .width(Width::Half)
}
