//! Pages of notices: the acknowledgment, a letter to print, and the mail that did not go.

mod acknowledgment;
mod outbox;
mod printed;
mod shared;

pub use acknowledgment::{create_acknowledgment, new_acknowledgment};
pub use outbox::{decide_mail, list_outbox};
pub use printed::show_notice;
pub use shared::{Preview, email_note, look_field, sending_defaults};
