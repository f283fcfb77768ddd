//! Whether the desk can do its work: what a monitor and the proxy ask (T17).

pub mod model;
pub mod pages;
