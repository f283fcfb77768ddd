//! The hospital's own calendar, settings and promises, changed by its people: a change is proposed, the desk looks at what
//! it moves, then it is put in force or dropped (B5). Who changed what, when and why stays.

pub mod commands;
pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
