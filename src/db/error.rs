//! What can go wrong between the desk and its database.

use diesel::result::{DatabaseErrorKind, Error};

/// A database said no, or said nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The thing asked for is not there.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it first.
    #[error("changed by somebody else meanwhile")]
    Stale,
    /// A constraint of the schema refused the row.
    #[error("refused by constraint {name}")]
    Constraint {
        /// Whether the row already exists (unique), as opposed to check, null or foreign key.
        unique: bool,
        /// The constraint or column named by the database.
        name: String,
    },
    /// Locked, or no connection free in time: try again.
    #[error("the database is busy")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The transaction was lost to an earlier error.
    #[error("the transaction was lost")]
    Lost,
    /// Anything else; the text is for the log and holds no bound values.
    #[error("database error: {0}")]
    Failed(String),
}

impl StoreError {
    /// Sorts a diesel error by what a caller can do about it.
    pub fn from_diesel(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(kind, info) => {
                let constraint = |unique| Self::Constraint {
                    unique,
                    name: info
                        .constraint_name()
                        .unwrap_or_else(|| info.message())
                        .to_owned(),
                };
                match kind {
                    DatabaseErrorKind::UniqueViolation => constraint(true),
                    DatabaseErrorKind::ForeignKeyViolation
                    | DatabaseErrorKind::NotNullViolation
                    | DatabaseErrorKind::CheckViolation => constraint(false),
                    _ => Self::from_message(info.message()),
                }
            }
            other => Self::Failed(other.to_string()),
        }
    }

    fn from_message(message: &str) -> Self {
        if message.contains("database is locked") || message.contains("lock timeout") {
            Self::Busy
        } else if message.contains("disk is full") || message.contains("No space left") {
            Self::Full
        } else {
            Self::Failed(message.to_owned())
        }
    }
}
