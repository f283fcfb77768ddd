//! How many pages a person may ask for in a minute (T70). Kept in memory: a restart forgives, guessing has its own count.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{NaiveDateTime, TimeDelta};

/// The counts of this minute.
#[derive(Debug)]
pub struct Views {
    allowed: u32,
    counts: Mutex<HashMap<i64, (NaiveDateTime, u32)>>,
}

impl Views {
    /// A limiter that allows `allowed` a minute for each person.
    pub fn allowing(allowed: u32) -> Self {
        Self {
            allowed,
            counts: Mutex::default(),
        }
    }

    /// Counts one; false when the minute is full.
    pub fn take(&self, staff_id: i64, now: NaiveDateTime) -> bool {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, count) = counts.entry(staff_id).or_insert((now, 0));
        if now - *since >= TimeDelta::minutes(1) || now < *since {
            *since = now;
            *count = 0;
        }
        *count += 1;
        *count <= self.allowed
    }
}
