//! Organizations, sites and the facts their desks live by.

pub mod model;
