//! Trays (B11, B28): everything that arrives by mailbox or watched folder waits here until it is logged as a request, added
//! to one, or set aside with a reason. Nothing is deleted, and what came is told against what became of it.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
