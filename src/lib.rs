//! ROI Desk: the release-of-information desk of a hospital.

pub mod words;

pub mod requests;
