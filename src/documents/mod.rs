//! Papers of a request or of a tray item: what may be taken in, what it is called, and how its pages are seen.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
