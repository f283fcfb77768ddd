//! The page of one request and everything that can be done from it.

pub mod pages;
pub mod store;
