//! The conversations with mail servers, and nothing else: what a message is, how it looks on the wire, how it is handed
//! over, and what may be concluded from the answer (T20 to T25); what a mailbox holds, and what a message in it says. The
//! outbox lives with the notices, what arrives with the trays.
//!
//! A message that may or may not have been accepted is `uncertain`, never sent again by itself and never forgotten.

mod address;
mod deliver;
mod encode;
mod folder;
mod inbox;
mod incoming;
mod message;
mod model;
mod rules;
mod server;

pub use address::{Address, AddressRefused};
pub use deliver::{Delivery, Phase, Stop, deliver};
pub use folder::write_as_file;
pub use inbox::{Inbox, InboxError, InboxServer, InboxSettings, Outline, tls_client};
pub use incoming::{Enclosed, Incoming, Report, read_head, read_message};
pub use message::{AutoSubmitted, HeaderText, Mailbox, Message, MessageId, TextRefused};
pub use model::MailState;
pub use rules::{CLAIM_MINUTES, GIVE_UP_DAYS, backoff, gives_up, may_follow, spoken_outcome};
pub use server::{Credentials, Server, ServerRefused, ServerSettings, Timeouts, Tls};
