//! Papers as they come in with a form, as they are looked at, and as they are handed out.

mod fields;
mod handed_out;
mod received;
mod viewer;

pub use fields::{says, with_kept};
pub use handed_out::{KeptFile, download, original, page, picture, waiting_original, waiting_page};
pub use received::{about, carried, contents, keep_sent, receive};
pub use viewer::{look, text, viewer_of, waiting_text, waiting_viewer};
