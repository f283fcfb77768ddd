//! Today: what each role looks at first.

pub mod model;
pub mod pages;
pub mod store;
