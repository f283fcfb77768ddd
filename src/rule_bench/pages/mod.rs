//! The pages of the rules: the register, one page for each family, and the bench.

mod bench;
mod register;

pub use bench::{ask_rule, show_bench};
pub use register::{show_family, show_register};
