//! What a practice site received and sends on to the department (S27, S28): who has it, both times, and what is late.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
