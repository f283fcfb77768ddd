//! Pages of signing in, one's own account, and the staff.

mod account;
mod colleagues;
mod credential;
mod own;
mod proof;
mod renew;
mod resets;
mod sign_in;
mod welcome;

pub use account::{
    account, end_other_sessions, end_session, lock_screen, move_site, sign_out, site_form,
};
pub use colleagues::{colleague, disable, enable, invite, invite_form, roles, staff};
pub use own::{change_password, password_form, renew_recovery_codes};
pub use proof::{proof, proof_form};
pub use renew::{renew, renew_form};
pub use resets::{ask_reset, confirm_reset, withdraw_reset};
pub use sign_in::{code, code_form, sign_in, sign_in_form};
pub use welcome::{enrol, enrol_form, welcome, welcome_form};
