//! Papers as they come in with a form, and as they are handed out.

mod handed_out;
mod received;

pub use handed_out::{download, original, page, picture, waiting_original, waiting_page};
pub use received::{about, carried, contents, keep_sent, receive, waiting_viewer};
