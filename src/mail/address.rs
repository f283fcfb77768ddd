//! An e-mail address as this desk accepts it: one mailbox at one named domain, in plain ASCII (T24).

use std::fmt;

/// Why an address is refused, as a sentence for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefused {
    /// Nothing was typed.
    #[error("Enter an e-mail address.")]
    Empty,
    /// Longer than 254 characters in all, 64 before the @, or 63 in one part of the domain.
    #[error("This e-mail address is too long.")]
    TooLong,
    /// Line breaks, hidden, right-to-left or other characters outside ASCII.
    #[error(
        "An e-mail address can hold only plain letters, digits and signs, without spaces or hidden characters."
    )]
    Character,
    /// No @, or more than one.
    #[error("An e-mail address has exactly one @, as in name@example.org.")]
    At,
    /// The part before the @ is in quotation marks.
    #[error("An e-mail address with quotation marks cannot be used here.")]
    Quoted,
    /// The part before the @ is not a plain word or words joined by single dots.
    #[error("The part before the @ is not written as an e-mail address is.")]
    Local,
    /// The domain is a number instead of a name.
    #[error(
        "An e-mail address with a numbered computer after the @ cannot be used here; it needs a name, as in example.org."
    )]
    Numbered,
    /// The domain is not a name with a dot.
    #[error("The part after the @ is not a full domain name, as in example.org.")]
    Domain,
}

/// A mailbox address that cannot carry anything but itself into SMTP or a header.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    local: String,
    domain: String,
}

impl Address {
    /// Reads an address; spaces around it are ignored.
    ///
    /// # Errors
    /// `AddressRefused`, a sentence for the field.
    pub fn parse(text: &str) -> Result<Self, AddressRefused> {
        let text = text.trim_matches(' ');
        if text.is_empty() {
            return Err(AddressRefused::Empty);
        }
        if text.len() > 254 {
            return Err(AddressRefused::TooLong);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(AddressRefused::Character);
        }
        if text.contains('"') {
            return Err(AddressRefused::Quoted);
        }
        let Some((local, domain)) = text
            .split_once('@')
            .filter(|(_, domain)| !domain.contains('@'))
        else {
            return Err(AddressRefused::At);
        };
        check_local(local)?;
        check_domain(domain)?;
        Ok(Self {
            local: local.to_owned(),
            domain: domain.to_ascii_lowercase(),
        })
    }

    /// What stands before the @.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// What stands after the @, in lower case.
    pub fn domain(&self) -> &str {
        &self.domain
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

fn check_local(local: &str) -> Result<(), AddressRefused> {
    if local.len() > 64 {
        return Err(AddressRefused::TooLong);
    }
    let word = |word: &str| !word.is_empty() && word.bytes().all(is_word_byte);
    if local.split('.').all(word) {
        Ok(())
    } else {
        Err(AddressRefused::Local)
    }
}

/// `atext` of RFC 5322, section 3.2.3.
fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn check_domain(domain: &str) -> Result<(), AddressRefused> {
    if domain.starts_with('[')
        || domain
            .split('.')
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(if domain.is_empty() {
            AddressRefused::Domain
        } else {
            AddressRefused::Numbered
        });
    }
    if domain.split('.').any(|part| part.len() > 63) {
        return Err(AddressRefused::TooLong);
    }
    let ends_in_letter = domain
        .rsplit('.')
        .next()
        .is_some_and(|part| part.bytes().any(|byte| byte.is_ascii_alphabetic()));
    if domain.contains('.') && ends_in_letter && domain.split('.').all(is_label) {
        Ok(())
    } else {
        Err(AddressRefused::Domain)
    }
}

fn is_label(part: &str) -> bool {
    !part.is_empty()
        && !part.starts_with('-')
        && !part.ends_with('-')
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
