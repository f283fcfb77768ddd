//! Decisions of the desk's own pages.

pub mod slip;
pub mod status_call;
