//! The number people say on the phone: `ROI-2026-004217-5`. The last digit is a check digit, so that a number misheard
//! or mistyped by one digit, or with two neighbours swapped, is caught and never opens another person's request.

use std::fmt;

/// The reference of a request: local year of logging, running number of that year (gaps allowed), check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    year: u16,
    number: u32,
}

/// Why a text is no reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadReference {
    /// The text does not have the shape.
    #[error("a reference looks like {}", Reference::EXAMPLE)]
    Shape,
    /// The shape is right but one digit is wrong or two are swapped.
    #[error(
        "the check digit does not fit this number: one digit is wrong, or two are swapped; ask for it again"
    )]
    CheckDigit,
    /// A year before 2000 or after 2099, or a number that is zero or above 99,999,999.
    #[error("no request has a number like this")]
    Range,
}

/// Damm's table: a weakly totally anti-symmetric quasigroup of order ten. The check digit it yields is a plain digit
/// (nothing like "X" to be explained on the phone) and catches every single wrong digit and every swap of neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Digits of the year and fewest digits of the number.
const YEAR_DIGITS: usize = 4;
const NUMBER_DIGITS: usize = 6;
const LARGEST_NUMBER: u32 = 99_999_999;

impl Reference {
    /// What a reference looks like, for help texts.
    pub const EXAMPLE: &'static str = "ROI-2026-004217-5";

    /// The reference of the `number`th request logged in `year`.
    ///
    /// # Errors
    /// `BadReference::Range` outside 2000–2099 or outside 1–99,999,999.
    pub fn new(year: i32, number: u32) -> Result<Self, BadReference> {
        let year = u16::try_from(year)
            .ok()
            .filter(|y| (2000..=2099).contains(y))
            .ok_or(BadReference::Range)?;
        if number == 0 || number > LARGEST_NUMBER {
            return Err(BadReference::Range);
        }
        Ok(Self { year, number })
    }

    /// The local year of logging.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The running number within the year.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The check digit, 0–9.
    pub fn check_digit(self) -> u8 {
        let digits = format!("{:04}{:06}", self.year, self.number);
        digits.bytes().fold(0, |interim, byte| {
            DAMM[usize::from(interim)][usize::from(byte - b'0')]
        })
    }

    /// Reads a reference as people type or paste it: any case, with or without `ROI`, with dashes, spaces, dots or nothing
    /// between the parts. With separators the running number may drop its leading zeros (`2026-4217-5`).
    ///
    /// # Errors
    /// `BadReference` with the sentence to show.
    pub fn parse(text: &str) -> Result<Self, BadReference> {
        let upper = text.trim().to_uppercase();
        let body = upper.strip_prefix("ROI").unwrap_or(&upper);
        let parts: Vec<&str> = body
            .split(|c: char| c.is_whitespace() || "-–—−./_#".contains(c))
            .filter(|part| !part.is_empty())
            .collect();
        if parts
            .iter()
            .any(|part| !part.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(BadReference::Shape);
        }
        match parts.as_slice() {
            [year, number, check] if year.len() == YEAR_DIGITS && check.len() == 1 => {
                Self::from_parts(year, number, check)
            }
            _ => Self::from_digits(&parts.concat()),
        }
    }

    fn from_digits(digits: &str) -> Result<Self, BadReference> {
        if digits.len() < YEAR_DIGITS + NUMBER_DIGITS + 1 {
            return Err(BadReference::Shape);
        }
        let (year, rest) = digits.split_at(YEAR_DIGITS);
        let (number, check) = rest.split_at(rest.len() - 1);
        Self::from_parts(year, number, check)
    }

    /// All three are ASCII digits here.
    fn from_parts(year: &str, number: &str, check: &str) -> Result<Self, BadReference> {
        let year = year.parse().map_err(|_| BadReference::Range)?;
        let number = number.parse().map_err(|_| BadReference::Range)?;
        let reference = Self::new(year, number)?;
        if check.parse() == Ok(reference.check_digit()) {
            Ok(reference)
        } else {
            Err(BadReference::CheckDigit)
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "ROI-{:04}-{:06}-{}",
            self.year,
            self.number,
            self.check_digit()
        )
    }
}

impl serde::Serialize for Reference {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Reference {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
