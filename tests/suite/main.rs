mod calendar;
mod clocks;
mod received;
mod rule_bench;
//! The suite.

mod authorizations;
mod clarifications;
mod notices;
mod facilities;
