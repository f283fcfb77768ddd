//! Authorizations: the checklist A01–A43, what it says about a paper, and the check again on the day of release.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
