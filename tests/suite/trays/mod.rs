//! Trays: what arrives by mailbox and watched folder waits until somebody settles it, and nothing gets lost (B11, B28; R2,
//! S31, S57, S58; trust T2, T5, T7, T36, T60, T65, T67).

mod dovecot;
mod folders;
mod items;
mod mailboxes;
mod messages;
mod settings;
mod suggestions;
pub mod support;
