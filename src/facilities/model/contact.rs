//! Numbers and addresses by which the desk is reached.

use serde::{Deserialize, Serialize};

use super::codes::Work;
use crate::text_enum;

/// A number or address that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// A telephone number has ten digits.
    #[error("\"{0}\" is not a telephone number of ten digits")]
    NotANumber(String),
    /// An e-mail address has one @ between two parts without blanks.
    #[error("\"{0}\" is not an e-mail address")]
    NotAnEmail(String),
}

/// A telephone or fax number of ten digits, however it was punctuated (`626-218-2446`, `212.774.7364`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads ten digits with the usual punctuation between them.
    ///
    /// # Errors
    /// `ContactError::NotANumber` when there are other signs or not ten digits.
    pub fn parse(text: &str) -> Result<Self, ContactError> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let punctuation = |c: char| c.is_ascii_digit() || " -.()".contains(c);
        if digits.len() == 10 && text.chars().all(punctuation) {
            Ok(Self(digits))
        } else {
            Err(ContactError::NotANumber(text.to_owned()))
        }
    }

    /// The ten digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..3], &self.0[3..6], &self.0[6..])
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = ContactError;

    fn try_from(text: String) -> Result<Self, ContactError> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> String {
        number.to_string()
    }
}

/// One of the desk's own mailboxes, compared without regard to capitals.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address and keeps it in small letters.
    ///
    /// # Errors
    /// `ContactError::NotAnEmail` when it has not exactly one @ between two parts, or holds blanks or control signs.
    pub fn parse(text: &str) -> Result<Self, ContactError> {
        let bad = || ContactError::NotAnEmail(text.to_owned());
        let (user, host) = text.split_once('@').ok_or_else(bad)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._+".contains(c);
        let whole = !user.is_empty() && host.contains('.') && !host.starts_with('.');
        if whole && user.chars().all(plain) && host.chars().all(plain) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(bad())
        }
    }

    /// The address in small letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = ContactError;

    fn try_from(text: String) -> Result<Self, ContactError> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> String {
        address.0
    }
}

/// A ZIP code that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZipError {
    /// The hospital's page misprints Duarte's ZIP (S33).
    #[error(
        "9101 is a misprint of the hospital's page and mail sent to it comes back: use 91010 for Duarte."
    )]
    DuarteMisprint,
    /// A ZIP code has five or nine digits.
    #[error("A ZIP code has five digits, or nine such as 91010-3000.")]
    NotAZip,
}

/// A ZIP code of five or nine digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zip(String);

impl Zip {
    /// `91010` or `91010-3000`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a ZIP code: five digits, or nine with or without the hyphen. The four-digit `9101` of the hospital's page is
/// refused with the correction (S33); every letter prints 91010 (rule sheet 1.18).
///
/// # Errors
/// `ZipError`, whose text is the sentence for the person who typed it.
pub fn parse_zip(text: &str) -> Result<Zip, ZipError> {
    let text = text.trim();
    if text == "9101" {
        return Err(ZipError::DuarteMisprint);
    }
    let digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('-') {
        None if digits(text, 5) => Ok(Zip(text.to_owned())),
        None if digits(text, 9) => Ok(Zip([&text[..5], &text[5..]].join("-"))),
        Some((zip, more)) if digits(zip, 5) && digits(more, 4) => Ok(Zip(text.to_owned())),
        _ => Err(ZipError::NotAZip),
    }
}

impl std::fmt::Display for Zip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Zip {
    type Error = ZipError;

    fn try_from(text: String) -> Result<Self, ZipError> {
        parse_zip(&text)
    }
}

impl From<Zip> for String {
    fn from(zip: Zip) -> String {
        zip.0
    }
}

text_enum! {
    /// What a telephone number is for (S18, S116, S127).
    pub enum PhonePurpose: "purpose of a phone" {
        Desk = "desk", "The desk itself";
        Initiate = "initiate", "To start a request";
        Status = "status", "To ask how a request stands";
        Questions = "questions", "Questions about records";
        PortalActivation = "portal_activation", "To activate a portal account";
        PrivacyOfficer = "privacy_officer", "Privacy officer";
    }
}

/// A telephone line and all it is for: one number, one record (S18).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// The number.
    pub number: PhoneNumber,
    /// What people call it for.
    pub purposes: Vec<PhonePurpose>,
}

/// A fax line and the kinds of work that arrive on it (S30, S58, S115).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fax {
    /// The number.
    pub number: PhoneNumber,
    /// What arrives on it.
    pub work: Vec<Work>,
}

/// A mailbox and the kind of work it is meant for (S31, S57).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    /// The address.
    pub address: EmailAddress,
    /// What it is meant for.
    pub work: Vec<Work>,
}

/// A postal address of the hospital (S13, S22, S32, S59).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Addressee lines, above the street.
    pub addressee: Vec<String>,
    /// Street and number.
    pub street: String,
    /// Town.
    pub city: String,
    /// State in two letters.
    pub state: String,
    /// ZIP code, already read by `parse_zip`.
    pub zip: Zip,
    /// What may be mailed here; empty for an address that is only visited.
    #[serde(default)]
    pub work: Vec<Work>,
}

impl PostalAddress {
    /// The address as it is printed on letters and envelopes, line by line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.addressee.clone();
        lines.push(self.street.clone());
        lines.push(format!("{}, {} {}", self.city, self.state, self.zip));
        lines
    }
}
