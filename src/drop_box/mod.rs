//! The drop box (B3): a session for each emptying, with both times, two people and a count, every envelope logged against
//! it and followed to a request or aside, separator sheets for scanning and a custody list.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
