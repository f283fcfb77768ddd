//! The people who work here: accounts, roles, permissions, passwords, one-time codes, sessions.

pub mod commands;
pub mod model;
pub mod rules;
pub mod store;
