mod calendar;
mod clocks;
mod received;
mod rule_bench;
//! The suite.

mod authorizations;
mod clarifications;
mod notices;
mod facilities;
mod files;
mod mail_wire;
mod seeds;
mod smtp;
mod smtp_server;
//! The test suite: one binary, one module per area.

mod components;
mod form_state;
