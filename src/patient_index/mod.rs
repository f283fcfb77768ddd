//! The patient index as people open it: searching, the page of one person with everything asked about them, changing an
//! entry, merging two and taking that back (B17).

pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
