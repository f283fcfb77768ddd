//! The pick-up desk (rule sheet 3.5): what was released to be picked up and waits at the counter, handed over against an
//! identity document and a signature; unclaimed for 14 and 30 days, it is reminded of.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
