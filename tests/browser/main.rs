//! Journeys through the product in a real browser, and the accessibility checks of every page.
//!
//! Debian's Chromium and its driver; people find things by label, role and the words on a button. `tests/run browser` prepares what
//! this needs; started by hand it needs `axe-core` under `target/npm`.

mod axe;
mod browser;
mod checks;
#[path = "../suite/support/databases.rs"]
mod databases;
mod desk;
mod harness;
mod jobs;
mod keyboard;
mod life;
mod pages;
mod people;
mod sink;
