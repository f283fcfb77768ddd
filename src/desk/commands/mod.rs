//! What is done from the page of a request and needs more than the request: its patient, and the letters that tell of more
//! time, that nothing was found, or who else holds the records.

mod extension;
mod not_here;
mod patient;

pub use extension::{Extend, Told, extend, extension_letter};
pub use not_here::{NoRecords, SendOn, close_no_records, not_here_letter, send_on};
pub use patient::{SettlePatient, settle_patient};
