//! ROI Desk: the release-of-information desk of a hospital.

pub mod words;

pub mod clock;
pub mod db;
pub mod audit;
pub mod files;
pub mod mail;

pub mod patients;
pub mod requesters;
pub mod facilities;
pub mod requests;
