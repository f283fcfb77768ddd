//! The address book of those who ask and receive, each address with its proof (B19), and the second look before something
//! goes to an address that is new, changed or was bad.

pub mod commands;
pub mod forms;
pub mod model;
pub mod rules;
pub mod store;
