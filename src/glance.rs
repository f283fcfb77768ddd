//! Figures that are the same until something changes: how many requests stand on each list, the figures of the day. They are
//! found anew after each change this machine stores, and every few seconds besides, because another machine may have stored
//! one.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

/// How old figures may be that another machine has changed.
const OLDEST: Duration = Duration::from_secs(3);
/// Figures remembered at once.
const REMEMBERED: usize = 500;

/// What kind of figures, of which person, on which day.
type Key = (TypeId, i64, NaiveDate);

/// The figures of each person who looks.
#[derive(Debug, Default)]
pub struct Glance {
    changes: AtomicU64,
    kept: Mutex<HashMap<Key, Kept>>,
}

#[derive(Debug)]
struct Kept {
    changes: u64,
    at: Instant,
    figures: Arc<dyn Any + Send + Sync>,
}

impl Glance {
    /// Notes that something was stored: everything is found anew.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// The figures of a person on a day, found if they are not known.
    ///
    /// # Errors
    /// What finding them answers.
    pub fn figures<T: Any + Send + Sync, E>(
        &self,
        staff_id: i64,
        today: NaiveDate,
        find: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        // Read before finding: what is stored meanwhile makes the result old at once.
        let changes = self.changes.load(Ordering::Acquire);
        let key = (TypeId::of::<T>(), staff_id, today);
        if let Some(figures) = self.known(&key, changes) {
            return Ok(figures);
        }
        let figures = Arc::new(find()?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= REMEMBERED {
            kept.clear();
        }
        let fresh = Kept {
            changes,
            at: Instant::now(),
            figures: figures.clone(),
        };
        kept.insert(key, fresh);
        Ok(figures)
    }

    fn known<T: Any + Send + Sync>(&self, key: &Key, changes: u64) -> Option<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(key)?;
        let holds = found.changes == changes && found.at.elapsed() < OLDEST;
        let figures = holds.then(|| found.figures.clone())?;
        figures.downcast().ok()
    }
}
