//! One mechanism for submission keys, kept forms and re-login: a form's key is its opaque id. Nothing is stored when a
//! form is shown; a row appears when it must be kept (a failed post, an ended session), and on success the row becomes
//! the key's saved answer, so that the same form sent again answers the same (T13, T33).

mod store;

pub use store::{answer, claim, find, is_answered, keep, sweep};

use crate::form_state::FormState;

/// A form that asks to be carried out once.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its key, drawn with the form.
    pub key: String,
    /// Who sent it.
    pub staff_id: i64,
    /// The route it was sent to.
    pub form: &'static str,
    /// The hash of the command it was read as.
    pub body_hash: Vec<u8>,
}

/// What was typed into a form that could not be carried out now.
#[derive(Debug, Clone)]
pub struct Draft {
    key: String,
    staff_id: i64,
    form: &'static str,
    pairs: Vec<(String, String)>,
}

/// Whether a field belongs to the moment, not to the person's work: nothing of a credential is ever kept.
fn is_of_the_moment(name: &str) -> bool {
    matches!(name, "csrf" | "code" | "token") || name.starts_with("password")
}

impl Draft {
    /// What is worth keeping of a posted form, if it has a key.
    pub fn of(staff_id: i64, form: &'static str, typed: &FormState) -> Option<Self> {
        let key = typed.value("key").to_owned();
        if key.is_empty() {
            return None;
        }
        let pairs = typed
            .pairs()
            .iter()
            .filter(|(name, _)| !is_of_the_moment(name))
            .cloned()
            .collect();
        Some(Self {
            key,
            staff_id,
            form,
            pairs,
        })
    }

    /// The key, which is also the draft's address.
    pub fn key(&self) -> &str {
        &self.key
    }
}
