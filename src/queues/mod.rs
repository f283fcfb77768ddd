//! Work lists: what waits, soonest date first, and finding a request.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
