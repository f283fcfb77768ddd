//! The patient index: who a request is about, other names, flags, and matching what was written to who is known.

pub mod commands;
pub mod model;
pub mod rules;
pub mod store;
