//! The address book of those who ask and receive, each address with its proof (B19).

pub mod model;
pub mod rules;
