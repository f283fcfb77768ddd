//! Proves the evidence: every row as it was signed, every row sealed once, every seal chained to the one before.

use std::collections::HashMap;
use std::fmt;

use chrono::{NaiveDateTime, TimeDelta};

use super::head::Head;
use super::seal::AuditKey;
use super::store;
use crate::db::{Read, StoreError};

/// The first thing found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A row is not what was signed: edited or forged.
    RowChanged {
        /// Its id.
        id: i64,
    },
    /// A seal covers a row that is gone.
    RowMissing {
        /// Its id.
        id: i64,
        /// The seal that names it.
        seal: i64,
    },
    /// A seal does not follow from its rows and its predecessor: reordered, renumbered or re-chained.
    SealBroken {
        /// Its number.
        seal: i64,
    },
    /// A row stands under no seal although time enough has passed.
    RowUnsealed {
        /// Its id.
        id: i64,
    },
    /// The head kept outside the database names a seal that is gone or differs: the tail was cut.
    HeadLost {
        /// The seal the head names.
        seal: i64,
    },
}

/// What a verification saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Rows read.
    pub rows: u64,
    /// Seals read.
    pub seals: i64,
    /// The code of the last seal.
    pub head: Vec<u8>,
    /// The first flaw, if any.
    pub flaw: Option<Flaw>,
}

/// How long a row may wait for its seal.
const UNSEALED: TimeDelta = TimeDelta::seconds(60);
const PAGE: i64 = 5_000;
const SEALS: i64 = 1_000;

type Codes = HashMap<i64, (Vec<u8>, NaiveDateTime)>;

/// A verification under way: it reads page by page, each in a snapshot of its own, so that a long one holds up nobody. Rows
/// and seals are only ever added, so what was read stays true.
pub struct Verification {
    report: Report,
    /// Rows read whose seal was not read yet.
    waiting: Codes,
    /// The last row read.
    after: i64,
    head: Option<Head>,
    head_seen: bool,
}

impl Verification {
    /// Begins one that also holds the chain against `head` (seal number and code) kept elsewhere.
    pub fn new(head: Option<Head>) -> Self {
        Self {
            report: Report {
                rows: 0,
                seals: 0,
                head: Vec::new(),
                flaw: None,
            },
            waiting: Codes::new(),
            after: 0,
            head_seen: head.is_none(),
            head,
        }
    }

    /// What was seen so far.
    pub const fn report(&self) -> &Report {
        &self.report
    }

    /// Reads on by one page; answers whether everything was seen.
    ///
    /// # Errors
    /// When the database cannot be read; a flaw is an answer, not an error.
    pub fn step(
        &mut self,
        read: &mut Read<'_>,
        key: &AuditKey,
        now: NaiveDateTime,
    ) -> Result<bool, StoreError> {
        let rows = store::list_rows(read, self.after, PAGE)?;
        let all_read = i64::try_from(rows.len()).is_ok_and(|count| count < PAGE);
        for row in rows {
            self.report.rows += 1;
            self.after = row.id;
            if key.sign(&row.entry.canonical()) != row.mac {
                self.report.flaw = Some(Flaw::RowChanged { id: row.id });
                return Ok(true);
            }
            self.waiting.insert(row.id, (row.mac, row.entry.at));
        }
        self.follow_seals(read, key, all_read)?;
        if self.report.flaw.is_some() {
            return Ok(true);
        }
        if all_read {
            self.report.flaw = match &self.head {
                Some(kept) if !self.head_seen => Some(Flaw::HeadLost { seal: kept.seq }),
                _ => overdue(read, &self.waiting, now)?,
            };
        }
        Ok(all_read)
    }

    /// Follows the chain over the rows that were read.
    fn follow_seals(
        &mut self,
        read: &mut Read<'_>,
        key: &AuditKey,
        all_read: bool,
    ) -> Result<(), StoreError> {
        loop {
            let seals = store::list_seals(read, self.report.seals, SEALS)?;
            if seals.is_empty() {
                return Ok(());
            }
            for seal in seals {
                if !all_read && seal.row_ids.iter().any(|id| *id > self.after) {
                    return Ok(());
                }
                if !self.follow(key, seal) {
                    return Ok(());
                }
            }
        }
    }

    /// One seal; false when it is broken.
    fn follow(&mut self, key: &AuditKey, seal: store::Seal) -> bool {
        let mut rows = Vec::with_capacity(seal.row_ids.len());
        for id in &seal.row_ids {
            let Some((code, _)) = self.waiting.remove(id) else {
                let (id, seal) = (*id, seal.seq);
                self.report.flaw = Some(Flaw::RowMissing { id, seal });
                return false;
            };
            rows.push((*id, code));
        }
        let follows = seal.seq == self.report.seals + 1
            && key.chain(seal.seq, &self.report.head, &rows) == seal.chain;
        if !follows {
            self.report.flaw = Some(Flaw::SealBroken { seal: seal.seq });
            return false;
        }
        self.head_seen |= self
            .head
            .as_ref()
            .is_some_and(|kept| kept.seq == seal.seq && kept.chain == seal.chain);
        self.report.seals = seal.seq;
        self.report.head = seal.chain;
        true
    }
}

/// Verifies everything in one go, and that the chain still holds `head` kept elsewhere.
///
/// # Errors
/// When the database cannot be read; a flaw is an answer, not an error.
pub fn verify(
    read: &mut Read<'_>,
    key: &AuditKey,
    head: Option<&Head>,
    now: NaiveDateTime,
) -> Result<Report, StoreError> {
    let mut verification = Verification::new(head.cloned());
    while !verification.step(read, key, now)? {}
    Ok(verification.report)
}

fn overdue(
    read: &mut Read<'_>,
    left: &Codes,
    now: NaiveDateTime,
) -> Result<Option<Flaw>, StoreError> {
    let oldest_waiting = store::find_oldest_unsealed(read)?;
    let flaw = left
        .iter()
        .filter(|(_, (_, at))| {
            oldest_waiting.is_none_or(|oldest| *at < oldest) || now - *at > UNSEALED
        })
        .map(|(id, _)| *id)
        .min();
    Ok(flaw.map(|id| Flaw::RowUnsealed { id }))
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RowChanged { id } => write!(
                f,
                "Audit row {id} is not what was signed: it was changed or forged."
            ),
            Self::RowMissing { id, seal } => {
                write!(f, "Audit row {id}, named by seal {seal}, is gone.")
            }
            Self::SealBroken { seal } => write!(
                f,
                "Seal {seal} does not follow from its rows and its predecessor: rows were reordered, renumbered or sealed again."
            ),
            Self::RowUnsealed { id } => write!(f, "Audit row {id} stands under no seal."),
            Self::HeadLost { seal } => write!(
                f,
                "Seal {seal}, kept outside the database, is gone or differs: the end of the trail was cut."
            ),
        }
    }
}
