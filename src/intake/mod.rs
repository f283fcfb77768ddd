//! Logging a request: one form for every channel, the date of receipt with its reason, the likely patient, the likely
//! road, likely duplicates, and the papers that came with it.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
