//! The web edge that knows no area: the gate, what surrounds a page, the component library, the static files.

mod asked;
pub mod assets;
pub mod body;
pub mod chrome;
pub mod components;
pub mod cookie;
pub mod csrf;
pub mod errors;
pub mod gate;
pub mod guest;
pub mod headers;
pub mod keeping;
pub mod known_browser;
pub mod pages;
pub mod policy;
pub mod portal_gate;
mod surroundings;
pub mod visit;
