//! The head of the chain: enough to notice, from outside the database, that its tail was cut.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::store;
use crate::db::{Read, StoreError};

/// The newest seal: its number and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: i64,
    /// Its code.
    pub chain: Vec<u8>,
}

/// The head as it stands.
///
/// # Errors
/// When the database cannot be read.
pub fn newest_head(read: &mut Read<'_>) -> Result<Option<Head>, StoreError> {
    Ok(store::find_last_seal(read)?.map(|seal| Head {
        seq: seal.seq,
        chain: seal.chain,
    }))
}

/// Where the head is kept besides the database, in a data folder.
pub fn head_file(data: &Path) -> PathBuf {
    data.join("audit-heads.log")
}

/// The head kept last outside the database, for a verification to hold the chain against.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn kept_head(data: &Path) -> io::Result<Option<Head>> {
    match std::fs::read_to_string(head_file(data)) {
        Ok(text) => Ok(text.lines().next_back().and_then(|line| line.parse().ok())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.seq)?;
        self.chain
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A line that is no head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this line is not the head of a chain")]
pub struct NoHead;

impl FromStr for Head {
    type Err = NoHead;

    fn from_str(line: &str) -> Result<Self, NoHead> {
        let (seq, code) = line.trim().split_once(' ').ok_or(NoHead)?;
        let seq = seq.parse().map_err(|_| NoHead)?;
        let chain = (0..code.len())
            .step_by(2)
            .map(|i| {
                code.get(i..i + 2)
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                    .ok_or(NoHead)
            })
            .collect::<Result<Vec<u8>, NoHead>>()?;
        Ok(Self { seq, chain })
    }
}
