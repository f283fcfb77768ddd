//! What left: the check again on the day of release, the disclosure lines with their four facts, and denials in writing.

pub mod commands;
pub mod forms;
pub mod model;
pub mod rules;
pub mod store;
