//! Decisions about requests: facts in; answer, reasons and rule ids out.

pub mod actions;
pub mod duplicates;
pub mod held;
pub mod priority;
pub mod roads;
pub mod status;
//! What follows from the facts of a request.

pub mod clocks;
pub mod received;
