//! The request: the aggregate of the desk, its roads, stages, facts, clocks and events.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
pub mod workflow;
