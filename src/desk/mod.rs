//! The page of one request and everything that can be done from it.

pub mod commands;
pub mod forms;
pub mod pages;
pub mod rules;
pub mod store;
