//! Signing rows and chaining them (T40, T41).

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::store::{self, Seal};
use crate::db::{StoreError, Tx};

/// The key of the evidence; it lives in the key file, never in the database.
#[derive(Clone)]
pub struct AuditKey(Arc<[u8; 32]>);

impl AuditKey {
    /// The key from its 32 bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(bytes))
    }

    fn mac(&self) -> Hmac<Sha256> {
        Hmac::<Sha256>::new_from_slice(self.0.as_slice()).expect("HMAC takes a key of any length")
    }

    /// The code of a row's canonical bytes.
    pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        let mut mac = self.mac();
        mac.update(b"row");
        mac.update(bytes);
        mac.finalize().into_bytes().to_vec()
    }

    /// The code of a seal: its number, its predecessor's code, its rows in order.
    pub(super) fn chain(&self, seq: i64, before: &[u8], rows: &[(i64, Vec<u8>)]) -> Vec<u8> {
        let mut mac = self.mac();
        mac.update(b"seal");
        mac.update(&seq.to_be_bytes());
        mac.update(before);
        for (id, code) in rows {
            mac.update(&id.to_be_bytes());
            mac.update(code);
        }
        mac.finalize().into_bytes().to_vec()
    }
}

/// Rows one seal covers at most.
const SEAL_ROWS: i64 = 1_000;

/// Numbers the rows that wait and chains them to the last seal. On the embedded database it runs at the end of every
/// batch, on PostgreSQL in the hands of whoever holds the `seal` lease.
///
/// # Errors
/// When the seal cannot be stored; then the batch is not stored either.
pub fn seal_waiting(tx: &mut Tx<'_>, key: &AuditKey) -> Result<usize, StoreError> {
    let last = store::find_last_seal(tx)?;
    let rows = if tx.is_sqlite() {
        let sealed_to = last
            .as_ref()
            .and_then(|s| s.row_ids.last().copied())
            .unwrap_or(0);
        store::list_macs_after(tx, sealed_to)?
    } else {
        store::list_unsealed(tx, SEAL_ROWS)?
    };
    if rows.is_empty() {
        return Ok(0);
    }
    let (seq, before) = last.map_or((1, Vec::new()), |s| (s.seq + 1, s.chain));
    let row_ids: Vec<i64> = rows.iter().map(|(id, _)| *id).collect();
    let seal = Seal {
        seq,
        at: tx.now(),
        row_ids,
        chain: key.chain(seq, &before, &rows),
    };
    store::insert_seal(tx, &seal)?;
    if !tx.is_sqlite() {
        store::clear_unsealed(tx, &seal.row_ids)?;
    }
    Ok(rows.len())
}
