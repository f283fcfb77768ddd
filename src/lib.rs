//! ROI Desk: the release-of-information desk of a hospital.

pub mod words;

pub mod calendar;
pub mod clock;
pub mod db;
pub mod config;
pub mod telemetry;

pub mod audit;
pub mod files;
pub mod preview;
pub mod mail;
pub mod form_state;
pub mod error;
pub mod drafts;
pub mod facilities;
pub mod staff;
pub mod limits;
pub mod app;
pub mod web;

pub mod accounts;

pub mod patients;
pub mod requesters;
pub mod requests;
pub mod documents;
pub mod notices;
pub mod clarifications;
pub mod authorizations;
pub mod disclosures;

pub mod intake;

pub mod directory;
pub mod queues;
pub mod dashboards;
pub mod desk;

pub mod rule_bench;

pub mod routes;
pub mod housekeeping;
pub mod mail_worker;
pub mod proofs;
pub mod startup;
pub mod demo;
