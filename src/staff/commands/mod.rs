//! What can be done with accounts, credentials and sessions.

mod accounts;
mod own;
mod passwords;
mod portals;
mod resets;
mod sessions;
mod sign_in;
mod tries;

pub use accounts::{
    Invitation, add_staff, end_account, invite, is_near, near_colleague, set_roles,
};
pub use own::{change_password, prove_again, renew_recovery_codes};
pub use passwords::{HashError, Passwords, hash_now, is_weaker};
pub use portals::{NewPortal, admit_portal};
pub use resets::{ask_reset, confirm_reset, renew_second_factor, withdraw_reset};
pub use sessions::{begin_session, change_site, end_others, end_own};
pub use sign_in::{
    CodePassed, PasswordPassed, Welcomed, confirm_code, demo_code, pass_code, pass_password,
    secret_of, welcome,
};
pub use tries::{attempt, forgive, may_try, token_attempt};
