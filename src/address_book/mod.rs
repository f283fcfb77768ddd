//! The pages of the address book (B19): a requester found, written down and changed, each address with its proof, and why it
//! needs a second look.

pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
