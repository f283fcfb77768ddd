//! Recovery codes: what a person keeps on paper for the day the app is lost (T31).

use sha2::{Digest, Sha256};

/// How many a person gets.
pub const HOW_MANY: usize = 10;
/// Random bytes of one: 120 bits.
pub const BYTES: usize = 15;

/// Letters and digits that are not mistaken for each other.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A code from random bytes: 24 letters and digits in six groups of four.
pub fn code_of(random: [u8; BYTES]) -> String {
    let mut code = String::with_capacity(29);
    for (place, group) in random.chunks(5).enumerate() {
        let bits = group
            .iter()
            .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for letter in 0..8 {
            if letter % 4 == 0 && (place > 0 || letter > 0) {
                code.push('-');
            }
            let index = usize::try_from((bits >> (35 - 5 * letter)) & 31).expect("five bits");
            code.push(char::from(ALPHABET[index]));
        }
    }
    code
}

/// What the database keeps of a code as typed: upper case, blanks, hyphens and look-alike letters make no difference.
pub fn hash_of(typed: &str) -> Vec<u8> {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    Sha256::digest(plain.as_bytes()).to_vec()
}

/// Whether what was typed into the code box can only be a recovery code: six digits are a one-time code.
pub fn looks_like_one(typed: &str) -> bool {
    typed.chars().filter(char::is_ascii_alphanumeric).count() > 8
}
