//! Reading the evidence: who saw this patient, who did what, whether the chain holds (T40, T48). Reading it leaves a row, too.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
