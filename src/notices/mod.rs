//! Notices: the kinds N01–N20, what each must hold, and their words in every language.

pub mod model;
pub mod rules;
