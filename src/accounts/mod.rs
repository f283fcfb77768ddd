//! Signing in, one's own account, and who works here: the pages over `staff`, which every other area stands on.

pub mod commands;
pub mod forms;
pub mod pages;
