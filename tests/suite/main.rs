//! The test suite: one binary, one module per area.

#![allow(
    clippy::type_complexity,
    clippy::too_many_lines,
    clippy::unused_async,
    reason = "tables and whole journeys are read from top to bottom"
)]

mod accountings;
mod amendments;
mod audit;
mod authorizations;
mod boundaries;
mod calendar;
mod check;
mod clarifications;
mod clarify;
mod clocks;
mod compensation;
mod components;
mod counter;
mod crash;
mod database;
mod denial;
mod desk;
mod documents;
mod downtime;
mod drop_box;
mod duplicates;
mod evening;
mod evidence;
mod facilities;
mod fees;
mod fhir;
mod files;
mod form_state;
mod gate;
mod health;
mod held;
mod house;
mod incidents;
mod intake;
mod kept;
mod mail_rehearsal;
mod mail_wire;
mod network;
mod looking;
mod matrix;
mod notices;
mod outbox;
mod own_account;
mod papers;
mod portal;
mod patient_import;
mod patient_index;
mod preview;
mod protected;
mod proving;
mod queues;
mod reading;
mod readings;
mod received;
mod register;
mod recomputed;
mod reference;
mod release;
mod requesters;
mod restrictions;
mod roads;
mod rule_bench;
mod rule_pages;
mod same_papers;
mod scans;
mod seeds;
mod smtp;
mod smtp_server;
mod staff;
mod status;
mod stopping;
mod support;
mod transfers;
mod trays;
mod sweeping;
mod withholdings;
mod witness;
mod words;
mod workflow;
