//! The rules of amendments (1.3).

mod denial;
mod letters;
mod own_words;
mod travels;

pub use denial::{grounds, is_request, may_deny};
pub use letters::{missing_from_acceptance, missing_from_denial};
pub use own_words::{
    ADDENDUM_WORDS, may_attach_addendum, may_attach_statement, may_file_disagreement, words,
};
pub use travels::{summary_may_stand_in, travels_with};
