//! The test suite: one binary, one module per area.

mod authorizations;
mod calendar;
mod clarifications;
mod clocks;
mod components;
mod documents;
mod facilities;
mod files;
mod form_state;
mod mail_wire;
mod notices;
mod papers;
mod preview;
mod received;
mod rule_bench;
mod seeds;
mod smtp;
mod smtp_server;
//! The test suite: one binary, one module per area.

mod components;
mod form_state;
//! The test suite: one binary, one module per area.

mod duplicates;
mod held;
mod roads;
mod status;
mod words;
mod workflow;
