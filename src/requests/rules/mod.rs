//! Decisions about requests: facts in; answer, reasons and rule ids out.

pub mod actions;
pub mod clocks;
pub mod duplicates;
pub mod held;
pub mod holds;
pub mod identity;
pub mod ownership;
pub mod patient_part;
pub mod priority;
pub mod received;
pub mod retention;
pub mod roads;
pub mod status;
