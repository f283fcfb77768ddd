//! Pages of signing in, one's own account, and the staff.

mod account;
mod colleagues;
mod credential;
mod sign_in;
mod welcome;

pub use account::{account, end_other_sessions, end_session, move_site, sign_out, site_form};
pub use colleagues::{colleague, disable, enable, invite, invite_form, roles, staff};
pub use sign_in::{code, code_form, sign_in, sign_in_form};
pub use welcome::{enrol, enrol_form, welcome, welcome_form};
