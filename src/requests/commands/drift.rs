//! Proving the stored index: every derived value recomputed from the facts, and the facts from the events that told them,
//! compared with what stands in the row.

use std::fmt;

use chrono::NaiveDateTime;

use super::open::open_by_id;
use super::reindex::reindexed;
use super::told::told_otherwise;
use crate::db::{Read, StoreError};
use crate::facilities::Facilities;
use crate::requests::model::{Progress, Request};
use crate::requests::store;
use crate::words::Reference;

/// What differs: its name, what is stored, what it should be.
pub type Difference = (&'static str, String, String);

/// One request whose stored index is not what the rules make of its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// Which request.
    pub reference: Reference,
    /// Everything that differs.
    pub differs: Vec<Difference>,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.reference)?;
        self.differs.iter().try_for_each(|(what, stored, derived)| {
            write!(f, " {what} is {stored}, should be {derived};")
        })
    }
}

/// One page of the proof.
#[derive(Debug, Default)]
pub struct DriftPage {
    /// The last id looked at; none when there are no more.
    pub last: Option<i64>,
    /// How many were looked at.
    pub seen: u64,
    /// Those that drifted.
    pub drifted: Vec<Drift>,
}

/// Looks at the next open requests after an inner id.
///
/// # Errors
/// When the database cannot be read.
pub fn list_drift(
    read: &mut Read<'_>,
    facilities: &Facilities,
    now: NaiveDateTime,
    after: i64,
) -> Result<DriftPage, StoreError> {
    let mut page = DriftPage::default();
    for id in store::list_open_ids(read, None, after)? {
        page.last = Some(id.0);
        page.seen += 1;
        let open = open_by_id(read, facilities, id)?;
        let events = store::list_events(read, id)?;
        let derived = reindexed(&open, now);
        let folded = events
            .iter()
            .fold(Progress::default(), |sum, stored| sum.after(&stored.event));
        let mut differs = differences(&open.request, &derived, &folded);
        let told = events.iter().map(|stored| &stored.event);
        differs.extend(told_otherwise(&open.request.asked, told));
        if !differs.is_empty() {
            page.drifted.push(Drift {
                reference: open.request.reference,
                differs,
            });
        }
    }
    Ok(page)
}

fn differences(stored: &Request, derived: &Request, folded: &Progress) -> Vec<Difference> {
    let pairs = [
        (
            "status",
            stored.shown.as_str().to_owned(),
            derived.shown.as_str().to_owned(),
        ),
        (
            "whose move",
            stored.whose_move.as_str().to_owned(),
            derived.whose_move.as_str().to_owned(),
        ),
        (
            "controlling rule",
            stored.due_rule.clone(),
            derived.due_rule.clone(),
        ),
        ("due", stored.due_on.to_string(), derived.due_on.to_string()),
        (
            "work by",
            stored.work_by.to_string(),
            derived.work_by.to_string(),
        ),
        (
            "letters sent",
            stored.progress.letters_sent.to_string(),
            folded.letters_sent.to_string(),
        ),
        (
            "acknowledged",
            stored.progress.acknowledged.to_string(),
            folded.acknowledged.to_string(),
        ),
        (
            "extended",
            stored.progress.extended.to_string(),
            folded.extended.to_string(),
        ),
    ];
    pairs.into_iter().filter(|(_, a, b)| a != b).collect()
}
