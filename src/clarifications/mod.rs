//! Clarifications: gaps in, one letter out, answers back. Knows gaps, not where they come from.

pub mod model;
pub mod rules;
