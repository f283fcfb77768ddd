//! The hospital's own systems, asked while somebody stands at the window: who is it, and is there an appointment today. An
//! answer helps; without one everything goes on by hand. Each question leaves its evidence, without names.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
