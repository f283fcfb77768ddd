//! What can go wrong while the desk serves somebody, before it becomes a page (`web/errors.rs` draws it).
//!
//! Rules answer `Refusal`, queries `StoreError`, commands `CommandError`, pages `AppError`.

use crate::db::{NotStored, StoreError};
use crate::form_state::{FieldError, FormState};
use crate::words::Refusal;

/// Why a command did not happen. Nothing it wrote is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// A rule says no.
    #[error("{0}")]
    Refused(Refusal),
    /// Something typed cannot be right; one sentence a field.
    #[error("the form needs another look")]
    Fields(Vec<FieldError>),
    /// The form was sent before with other contents (T13).
    #[error("this form was already sent with other contents")]
    KeyReused,
    /// The database said no.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CommandError {
    /// A refusal by `rule`.
    pub fn refused(rule: &'static str, text: impl Into<String>) -> Self {
        Self::Refused(Refusal::new(rule, text))
    }

    /// One field's error.
    pub fn field(field: &str, text: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError {
            field: field.to_owned(),
            text: text.into(),
        }])
    }
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Why a person gets an error page instead of what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No such thing, or not at this person's site: the two look the same (T36).
    #[error("not found")]
    NotFound,
    /// The request itself is broken.
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    /// The person may not do this.
    #[error("not allowed")]
    Forbidden,
    /// The person may do this, after proving again who they are; what was typed is kept.
    #[error("a fresh proof is asked for")]
    ProofNeeded,
    /// A rule says no; the form is shown with the sentence.
    #[error("{0}")]
    Refused(Refusal),
    /// The typed values need another look; pages catch this and show their form again.
    #[error("the form needs another look")]
    Fields(Box<FormState>),
    /// Somebody else changed it first.
    #[error("changed by somebody else meanwhile")]
    Stale,
    /// The same form key came with other contents.
    #[error("the form was already sent with other contents")]
    KeyReused,
    /// More arrived than is taken at once.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// Too many requests in a short time.
    #[error("too many requests")]
    TooMany,
    /// Not stored; the same form can be sent again.
    #[error("not stored: {0}")]
    NotStored(StoreError),
    /// A fault of ours; the person gets an incident number, the log the text.
    #[error("{0}")]
    Fault(String),
}

impl AppError {
    /// The form with what was refused: beside the field, or above it with the rule.
    ///
    /// # Errors
    /// Itself, when it is about something else than what was typed.
    pub fn on(self, form: FormState) -> Result<FormState, Self> {
        match self {
            Self::Refused(refusal) => Ok(form.refused("", refusal.with_rule())),
            Self::Fields(errors) => Ok(form.with_errors_of(&errors)),
            other => Err(other),
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Stale => Self::Stale,
            StoreError::Busy | StoreError::Full | StoreError::Lost => Self::NotStored(error),
            StoreError::Constraint { .. } | StoreError::Failed(_) => Self::Fault(error.to_string()),
        }
    }
}

impl From<NotStored> for AppError {
    fn from(NotStored(error): NotStored) -> Self {
        Self::NotStored(error)
    }
}

impl From<CommandError> for AppError {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refusal) => Self::Refused(refusal),
            CommandError::Fields(errors) => {
                let form = errors
                    .into_iter()
                    .fold(FormState::empty(), |form, e| form.refused(&e.field, e.text));
                Self::Fields(Box::new(form))
            }
            CommandError::KeyReused => Self::KeyReused,
            CommandError::Store(error) => error.into(),
        }
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Fault(format!("a page could not be drawn: {error}"))
    }
}
