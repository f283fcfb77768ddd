//! The evidence: who did or saw what, in rows that cannot be changed unseen (T38–T41).
//!
//! Every request handled with patient data, every change and every denial leaves one row. A row carries a keyed code of
//! its own bytes; the sealer numbers rows in batches and chains the batches, so an edit, a deletion, a swap or a cut tail
//! is found by [`verify`].

mod head;
mod model;
mod seal;
mod store;
mod verify;

pub use head::{Head, head_file, kept_head, newest_head};
pub use model::{Entry, Outcome, pack_listed};
pub use seal::{AuditKey, seal_waiting};
pub use store::{any_row, any_unsealed, append};
pub use verify::{Flaw, Report, Verification, verify};
