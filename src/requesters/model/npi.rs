//! The national provider identifier (45 CFR 162.406), as the public directory (NPPES) prints it.

use std::fmt;

/// A national provider identifier whose check digit is right: ten digits, the first of them 1 or 2.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Npi(String);

/// Why a number is no provider identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNpi {
    /// Not ten digits, or not one that is given out.
    #[error("an NPI has ten digits and begins with 1 or 2")]
    Digits,
    /// A digit is wrong.
    #[error("the check digit of this NPI does not agree: compare it with the paper")]
    CheckDigit,
}

/// What stands before the ten digits when the check digit is computed: health (80) in the United States (840).
const PREFIX: [u32; 5] = [8, 0, 8, 4, 0];

impl Npi {
    /// Reads a number; spaces and hyphens are left out. The last digit checks the others by the Luhn formula over the number
    /// with 80840 before it.
    ///
    /// # Errors
    /// `BadNpi` with the sentence for the field.
    pub fn parse(text: &str) -> Result<Self, BadNpi> {
        let plain: String = text.chars().filter(|c| !" -".contains(*c)).collect();
        let digits: Option<Vec<u32>> = plain.chars().map(|c| c.to_digit(10)).collect();
        let digits = digits
            .filter(|digits| digits.len() == 10 && matches!(digits.first(), Some(1 | 2)))
            .ok_or(BadNpi::Digits)?;
        if luhn(PREFIX.iter().chain(&digits)) % 10 != 0 {
            return Err(BadNpi::CheckDigit);
        }
        Ok(Self(plain))
    }

    /// The ten digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sum of the Luhn formula: from the right, every second digit counts twice, with the digits of a product added up.
fn luhn<'a>(digits: impl DoubleEndedIterator<Item = &'a u32>) -> u32 {
    let weighed = digits.rev().enumerate().map(|(place, digit)| {
        let twice = digit * 2;
        match (place % 2, twice) {
            (0, _) => *digit,
            (_, 10..) => twice - 9,
            (_, _) => twice,
        }
    });
    weighed.sum()
}

impl fmt::Display for Npi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A provider as the public directory lists them. It says where a provider practises, not who asked here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The identifier.
    pub npi: Npi,
    /// The name: an organization's legal name, or family name, given names.
    pub name: String,
    /// The practice address in lines.
    pub address: Option<String>,
    /// The telephone of the practice.
    pub phone: Option<String>,
    /// The fax of the practice.
    pub fax: Option<String>,
}
