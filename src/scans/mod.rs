//! Cover sheets and scanned batches (B42): a sheet printed for a request is found again on the scan that comes back, and a
//! stack of papers scanned in one go is cut at its sheets, each part going to its request.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
