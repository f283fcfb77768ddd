//! Notices: the kinds N01–N20, what each must hold, their words in every language, and the way they go out.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
