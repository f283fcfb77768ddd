//! The test suite: one binary, one module per area.

mod authorizations;
mod calendar;
mod clarifications;
mod clocks;
mod components;
mod documents;
mod duplicates;
mod facilities;
mod files;
mod form_state;
mod held;
mod mail_wire;
mod notices;
mod papers;
mod preview;
mod received;
mod roads;
mod rule_bench;
mod seeds;
mod smtp;
mod smtp_server;
mod status;
mod words;
mod workflow;
