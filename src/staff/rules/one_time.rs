//! One-time codes of an authenticator app: six digits, a new one every 30 seconds, each good once (T31).

use chrono::NaiveDateTime;
use totp_rs::{Builder, Secret, Totp, TotpError};

/// Bytes of a secret.
pub const SECRET_BYTES: usize = 20;

/// A secret is not one this desk made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a one-time-code secret is not usable: {0}")]
pub struct UnusableSecret(String);

impl From<TotpError> for UnusableSecret {
    fn from(error: TotpError) -> Self {
        Self(format!("{error:?}"))
    }
}

fn codes(secret: &[u8], login: &str) -> Result<Totp, UnusableSecret> {
    let totp = Builder::new()
        .with_secret(Secret::new(secret.into()))
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_account_name(login)
        .with_issuer(Some("ROI Desk"))
        .build()?;
    Ok(totp)
}

fn seconds(at: NaiveDateTime) -> u64 {
    u64::try_from(at.and_utc().timestamp()).unwrap_or(0)
}

/// The step a code belongs to, when it is right at `at` (one step of 30 seconds early or late is allowed) and no code of
/// that step or a later one was used before (T31: each good once).
///
/// # Errors
/// When the secret is not usable.
pub fn step_of(
    secret: &[u8],
    login: &str,
    code: &str,
    at: NaiveDateTime,
    last_step: Option<i64>,
) -> Result<Option<i64>, UnusableSecret> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = codes(secret, login)?
        .check(&digits, seconds(at))
        .and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| last_step.is_none_or(|last| *step > last)))
}

/// The code of an instant, for the demonstration and for tests.
///
/// # Errors
/// When the secret is not usable.
pub fn code_at(secret: &[u8], login: &str, at: NaiveDateTime) -> Result<String, UnusableSecret> {
    Ok(codes(secret, login)?.generate(seconds(at)).to_string())
}

/// The secret as people type it into their app: base 32 in groups of four.
///
/// # Errors
/// When the secret is not usable.
pub fn as_typed(secret: &[u8], login: &str) -> Result<String, UnusableSecret> {
    let text = codes(secret, login)?.secret().to_base32();
    let groups: Vec<&str> = text
        .as_bytes()
        .chunks(4)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    Ok(groups.join(" "))
}

/// The `otpauth:` address that adds the desk to an app.
///
/// # Errors
/// When the secret is not usable.
pub fn address(secret: &[u8], login: &str) -> Result<String, UnusableSecret> {
    Ok(codes(secret, login)?.to_url()?)
}
