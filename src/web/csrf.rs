//! Proof that a form was drawn by us for this session (T62). The token is derived, not stored, and differs on every page.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;

use crate::files::{KeyPurpose, Keys};

const SALT: usize = 9;

/// A fresh token for a form, bound to its session; `bond` is what tells this session from every other.
pub fn token(keys: &Keys, bond: &str) -> String {
    let mut bytes = vec![0_u8; SALT];
    // Without randomness the tokens of a session would be alike, which is still safe against other sites.
    if getrandom::fill(&mut bytes).is_err() {
        bytes.fill(0);
    }
    let proof = prove(keys, bond, &bytes);
    bytes.extend_from_slice(&proof);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether `token` was made for this session.
pub fn holds(keys: &Keys, bond: &str, token: &str) -> bool {
    let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(token) else {
        return false;
    };
    let Some((salt, proof)) = bytes.split_at_checked(SALT) else {
        return false;
    };
    prove(keys, bond, salt).ct_eq(proof).into()
}

fn prove(keys: &Keys, bond: &str, salt: &[u8]) -> [u8; 32] {
    let mut bytes = b"csrf".to_vec();
    bytes.extend_from_slice(salt);
    bytes.extend_from_slice(bond.as_bytes());
    keys.sign(KeyPurpose::Sessions, &bytes)
}
