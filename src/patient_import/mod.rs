//! The patient index from the hospital's own: a CSV file brought in row by row. What a person of the desk wrote stays; where
//! the file says otherwise, the report names it.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
