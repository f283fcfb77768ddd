//! Rows of staff, roles, sessions, credentials and the counts of guesses.

mod credentials;
mod people;
mod sessions;
mod tries;

pub use credentials::{
    confirm_one_time, drop_console_tokens, find_console_token, find_credentials,
    insert_console_token, login_of, recovery_codes_left, replace_recovery_codes, set_one_time,
    set_password, strengthen_password, take_console_token, take_recovery_code, take_step,
};
pub use people::{colleague, colleagues, insert_roles, insert_staff, replace_roles, set_disabled};
pub use sessions::{
    FoundSession, end_other_sessions, end_session, find_session, find_session_site, insert_session,
    keep_session, move_session, open_sessions,
};
pub use tries::{find_tries, forget_tries, give_back_try, keep_tries, sweep_tries};
