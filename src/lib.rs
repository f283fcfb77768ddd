//! ROI Desk: the release-of-information desk of a hospital.

pub mod words;

pub mod app;
pub mod audit;
pub mod clock;
pub mod config;
pub mod db;
pub mod drafts;
pub mod error;
pub mod files;
pub mod form_state;
pub mod mail;
pub mod routes;
pub mod staff;
pub mod startup;
pub mod telemetry;
pub mod web;

pub mod facilities;
pub mod patients;
pub mod requesters;
pub mod calendar;
pub mod form_state;
pub mod web;

pub mod requests;

pub mod notices;
pub mod clarifications;
pub mod authorizations;

pub mod rule_bench;
