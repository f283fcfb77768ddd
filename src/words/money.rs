//! Money in whole cents. There is no floating point anywhere near a fee.

use std::fmt;

/// An amount in US cents.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// Text that is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an amount; write dollars and cents like 12.50")]
pub struct BadAmount(pub String);

impl Cents {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);

    /// Reads `12.50`, `$1,234.5` or `7`. Never negative.
    ///
    /// # Errors
    /// `BadAmount` for anything else, for thousands separators in the wrong place, and for more than two decimals.
    pub fn parse(text: &str) -> Result<Self, BadAmount> {
        let bad = || BadAmount(text.to_owned());
        let plain = text.trim();
        let plain = plain.strip_prefix('$').unwrap_or(plain).trim_start();
        let (dollars, cents) = plain.split_once('.').unwrap_or((plain, ""));
        let dollars = whole_dollars(dollars).ok_or_else(bad)?;
        let cents = match cents.len() {
            0 if !plain.ends_with('.') => 0,
            1 => digits(cents).ok_or_else(bad)? * 10,
            2 => digits(cents).ok_or_else(bad)?,
            _ => return Err(bad()),
        };
        dollars
            .checked_mul(100)
            .and_then(|d| d.checked_add(cents))
            .map(Self)
            .ok_or_else(bad)
    }

    /// This amount for each of `count` things; `None` when the product is too large to be money.
    pub fn times(self, count: i64) -> Option<Self> {
        self.0.checked_mul(count).map(Self)
    }

    /// Both amounts together; `None` when the sum is too large to be money.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// `1,234` or `1234`; groups of three only.
fn whole_dollars(text: &str) -> Option<i64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty();
    if grouped && (first.len() > 3 || rest.iter().any(|g| g.len() != 3)) {
        return None;
    }
    digits(&text.replace(',', ""))
}

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl fmt::Display for Cents {
    /// `$1,234.05`; a negative amount (a refund) as `-$3.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.unsigned_abs();
        let dollars = (whole / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in dollars.chars().enumerate() {
            if at > 0 && (dollars.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}${grouped}.{:02}", whole % 100)
    }
}
