//! Outer ids: what stands in addresses instead of row numbers.

use super::StoreError;

/// A fresh outer id: 128 random bits as 32 hex digits (T67).
///
/// # Errors
/// When the machine has no randomness.
pub fn new_public_id() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|e| StoreError::Failed(format!("no random bytes for an id: {e}")))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
