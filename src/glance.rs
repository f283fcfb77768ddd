//! Numbers that stand beside every page: how many requests stand on each list. They are counted anew after each change this
//! machine stores, and every few seconds besides, because another machine may have stored one.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

/// How old a number may be that another machine has changed.
const OLDEST: Duration = Duration::from_secs(3);
/// People whose numbers are remembered at once.
const REMEMBERED: usize = 500;

/// The numbers of each person who looks.
#[derive(Debug, Default)]
pub struct Glance {
    changes: AtomicU64,
    kept: Mutex<HashMap<(i64, NaiveDate), Kept>>,
}

#[derive(Debug)]
struct Kept {
    changes: u64,
    at: Instant,
    numbers: Arc<[i64]>,
}

impl Glance {
    /// Notes that something was stored: every number is counted anew.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// The numbers of a person on a day, counted if they are not known.
    ///
    /// # Errors
    /// What counting answers.
    pub fn numbers<E>(
        &self,
        staff_id: i64,
        today: NaiveDate,
        count: impl FnOnce() -> Result<Vec<i64>, E>,
    ) -> Result<Arc<[i64]>, E> {
        // Read before counting: what is stored meanwhile makes the result old at once.
        let changes = self.changes.load(Ordering::Acquire);
        let key = (staff_id, today);
        if let Some(numbers) = self.known(&key, changes) {
            return Ok(numbers);
        }
        let numbers: Arc<[i64]> = count()?.into();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= REMEMBERED {
            kept.clear();
        }
        let fresh = Kept {
            changes,
            at: Instant::now(),
            numbers: numbers.clone(),
        };
        kept.insert(key, fresh);
        Ok(numbers)
    }

    fn known(&self, key: &(i64, NaiveDate), changes: u64) -> Option<Arc<[i64]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(key)?;
        (found.changes == changes && found.at.elapsed() < OLDEST).then(|| found.numbers.clone())
    }
}
