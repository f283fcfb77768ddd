//! Pages of the checklist and of the one letter that follows from it.

mod check;
mod letter;

pub use check::{create_check, show_check};
pub use letter::{create_clarification, new_clarification};

use crate::app::Seen;
use crate::db::Subject;
use crate::requests::model::Request;

/// The audit row of a page that shows this request.
fn seen(request: &Request) -> Seen {
    Seen {
        subject: Subject {
            request_id: Some(request.id.0),
            patient_id: request.asked.patient.id,
            detail: None,
        },
        listed: None,
    }
}
