//! Proves the evidence: every row as it was signed, every row sealed once, every seal chained to the one before.

use std::collections::HashMap;

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

/// Verifies everything, and that the chain still holds `head` (seal number and code) kept elsewhere.
///
/// # Errors
/// When the database cannot be read; a flaw is an answer, not an error.
pub fn verify(
    read: &mut Read<'_>,
    key: &AuditKey,
    head: Option<&Head>,
    now: NaiveDateTime,
) -> Result<Report, StoreError> {
    let mut report = Report {
        rows: 0,
        seals: 0,
        head: Vec::new(),
        flaw: None,
    };
    let Some(mut codes) = read_rows(read, key, &mut report)? else {
        return Ok(report);
    };
    let mut head_seen = head.is_none();
    loop {
        let seals = store::list_seals(read, report.seals, PAGE)?;
        if seals.is_empty() {
            break;
        }
        for seal in seals {
            let mut rows = Vec::with_capacity(seal.row_ids.len());
            for id in &seal.row_ids {
                let Some((code, _)) = codes.remove(id) else {
                    report.flaw = Some(Flaw::RowMissing {
                        id: *id,
                        seal: seal.seq,
                    });
                    return Ok(report);
                };
                rows.push((*id, code));
            }
            if seal.seq != report.seals + 1
                || key.chain(seal.seq, &report.head, &rows) != seal.chain
            {
                report.flaw = Some(Flaw::SealBroken { seal: seal.seq });
                return Ok(report);
            }
            head_seen |= head
                .as_ref()
                .is_some_and(|kept| kept.seq == seal.seq && kept.chain == seal.chain);
            report.seals = seal.seq;
            report.head = seal.chain;
        }
    }
    report.flaw = match head {
        Some(kept) if !head_seen => Some(Flaw::HeadLost { seal: kept.seq }),
        _ => overdue(read, &codes, now)?,
    };
    Ok(report)
}

type Codes = HashMap<i64, (Vec<u8>, NaiveDateTime)>;

fn read_rows(
    read: &mut Read<'_>,
    key: &AuditKey,
    report: &mut Report,
) -> Result<Option<Codes>, StoreError> {
    let mut codes = Codes::new();
    let mut after = 0;
    loop {
        let rows = store::list_rows(read, after, PAGE)?;
        let Some(last) = rows.last() else {
            return Ok(Some(codes));
        };
        after = last.id;
        for row in rows {
            report.rows += 1;
            if key.sign(&row.entry.canonical()) != row.mac {
                report.flaw = Some(Flaw::RowChanged { id: row.id });
                return Ok(None);
            }
            codes.insert(row.id, (row.mac, row.entry.at));
        }
    }
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
