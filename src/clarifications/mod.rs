//! Clarifications: gaps in, one letter out, answers back. Knows gaps, not where they come from.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
