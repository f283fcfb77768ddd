//! Argon2id where it cannot sink the machine: at most four at once, off the threads that serve pages (T28).

use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::error::AppError;

/// KiB of memory of one hash.
const MEMORY: u32 = 64 * 1024;
/// Passes over it.
const PASSES: u32 = 3;
/// Hashes made at the same time.
const AT_ONCE: usize = 4;

/// A hash nobody's password has: what a try for an unknown name is held against, so that it costs the same (T30).
const NOBODY: &str = "$argon2id$v=19$m=65536,t=3,p=1$bm9ib2R5IHdvcmtzIGhlcmU$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// The machine could not hash.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: {0}")]
pub struct HashError(String);

impl From<HashError> for AppError {
    fn from(error: HashError) -> Self {
        Self::Fault(error.to_string())
    }
}

/// Hashes and compares passwords (T28); one per running desk.
#[derive(Debug)]
pub struct Passwords {
    turns: Semaphore,
    evaluated: AtomicU64,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(AT_ONCE),
            evaluated: AtomicU64::new(0),
        }
    }
}

impl Passwords {
    /// How many hashes were computed since the start.
    pub fn evaluated(&self) -> u64 {
        self.evaluated.load(Ordering::Relaxed)
    }

    /// The hash of a new password in PHC form, with a salt of its own.
    ///
    /// # Errors
    /// When the machine has no memory or no randomness for it.
    pub async fn hash(&self, password: Zeroizing<String>) -> Result<String, HashError> {
        self.run(move || hash_now(&password)).await
    }

    /// Whether `password` is the one behind `hash`. Without a hash, or with one that is no hash, the same work is done
    /// and the answer is no (T30).
    ///
    /// # Errors
    /// When the machine has no memory for it.
    pub async fn verify(
        &self,
        password: Zeroizing<String>,
        hash: Option<String>,
    ) -> Result<bool, HashError> {
        self.run(move || {
            let real = match hash.as_deref().map(PasswordHash::new) {
                Some(Ok(real)) => Some(real),
                // A hash of another kind opens nothing, and takes as long as one that does (T30).
                Some(Err(_)) | None => None,
            };
            let known = real.is_some();
            let held_against = match real {
                Some(real) => real,
                None => PasswordHash::new(NOBODY).map_err(failed)?,
            };
            let right = argon()?
                .verify_password(password.as_bytes(), &held_against)
                .is_ok();
            Ok(right && known)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let _turn = self.turns.acquire().await.map_err(failed)?;
        self.evaluated.fetch_add(1, Ordering::Relaxed);
        tokio::task::spawn_blocking(work).await.map_err(failed)?
    }
}

/// The hash of a password on the calling thread: for the command line and the demonstration's builder.
///
/// # Errors
/// When the machine has no memory or no randomness for it.
pub fn hash_now(password: &str) -> Result<String, HashError> {
    let mut salt = [0_u8; 16];
    getrandom::fill(&mut salt).map_err(failed)?;
    let hash = argon()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(failed)?;
    Ok(hash.to_string())
}

/// Whether a stored hash was made with weaker parameters than today's, so that it is made anew at the next sign-in (T28).
pub fn is_weaker(hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Params::try_from(&hash).is_ok_and(|made| made.m_cost() < MEMORY || made.t_cost() < PASSES)
    })
}

fn argon() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY, PASSES, 1, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn failed(error: impl std::fmt::Display) -> HashError {
    HashError(error.to_string())
}
