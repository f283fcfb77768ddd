//! The hospital's own system, asked over HL7 FHIR R4: what is asked, what of an answer is believed, and pages that work
//! the same without one (S11, S12, R18, B23, T17, T38, T50).

mod pages;
mod questions;
mod server;
mod settings;
mod window;
