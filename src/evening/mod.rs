//! The evening count (B11): per way of arriving, what came on a day against what was logged, added, or put aside with its
//! reason. Every difference is named with the place where it is settled; a green zero prints and is signed for.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
