//! What is done from the page of a request and needs more than the request: its patient, and the letter that nothing was
//! found.

mod no_records;
mod patient;

pub use no_records::{NoRecords, close_no_records, no_records_letter};
pub use patient::{SettlePatient, settle_patient};
