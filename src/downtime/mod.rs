//! The downtime kit (B27): each morning the work list and numbered blank sheets can be printed; when the desk was away, the
//! sheets are keyed back against their numbers until all of them are accounted for.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
