//! The drop-box session (B3): two times, two people, a count, every envelope followed to where it went (R2, R3, S19–S21, S26,
//! S61; trust T11, T13, T36, T50).

mod items;
mod prints;
mod sessions;
pub mod support;

pub use support::form;
