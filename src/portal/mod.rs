//! Patient portals: what a program of the hospital's portal sends and asks (S9, S111–S113). A message becomes a request at
//! once, with the sign-in as proof of who asks; the portal reads back where it stands, and each evening compares what it
//! sent with what is here (B11).

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod rules;
pub mod store;
