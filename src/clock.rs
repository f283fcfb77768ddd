//! The only place that asks what time it is.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDateTime, SubsecRound, Utc};

/// Tells the instant, UTC, truncated to microseconds (what both databases keep).
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands until it is moved.
    Set(Arc<Mutex<NaiveDateTime>>),
}

impl Clock {
    /// A clock standing at `at`.
    pub fn standing_at(at: NaiveDateTime) -> Self {
        Self::Set(Arc::new(Mutex::new(at)))
    }

    /// The instant, UTC, in microseconds.
    #[expect(clippy::disallowed_methods, reason = "the one caller of now")]
    pub fn now(&self) -> NaiveDateTime {
        match self {
            Self::System => Utc::now().naive_utc().trunc_subsecs(6),
            Self::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a standing clock; the machine's clock cannot be moved.
    pub fn move_to(&self, instant: NaiveDateTime) {
        if let Self::Set(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = instant;
        }
    }
}
