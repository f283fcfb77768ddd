//! Rows of staff, roles, sessions, credentials and the counts of guesses.

mod credentials;
mod people;
mod portals;
mod resets;
mod sessions;
mod tries;

pub use credentials::{
    confirm_one_time, drop_console_tokens, drop_one_time, find_console_token, find_credentials,
    insert_console_token, login_of, password_changed_at, recovery_codes_left,
    replace_recovery_codes, set_one_time, set_password, strengthen_password, sweep_console_tokens,
    take_console_token, take_recovery_code, take_step,
};
pub use people::{
    colleague, colleagues, insert_roles, insert_staff, names_of, replace_roles, set_disabled,
};
pub use portals::{
    FoundPortal, Portal, find_portal, find_portal_by_login, insert_portal, is_portal, list_portals,
    note_portal_use, renew_portal_token,
};
pub use resets::{
    NewReset, confirm_reset, end_reset, find_reset, find_reset_by_token, insert_reset, was_reset,
};
pub use sessions::{
    FoundSession, end_other_sessions, end_session, find_session, insert_enrolling_session,
    insert_session, keep_session, move_session, open_sessions, prove_session, sweep_sessions,
};
pub use tries::{find_tries, forget_tries, give_back_try, keep_tries, sweep_tries};
