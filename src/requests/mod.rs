//! The request: the aggregate of the desk, its roads, stages, facts, clocks and events.

pub mod model;
pub mod rules;
pub mod workflow;
