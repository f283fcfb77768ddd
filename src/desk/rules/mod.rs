//! Decisions of the desk's own pages.

pub mod slip;
