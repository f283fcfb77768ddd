//! What has a shape of its own: references, e-mail addresses, telephone numbers.

use super::Reader;
use crate::words::{Reference, sentence};

/// The longest text that is read as a reference: one with spaces and dashes typed anyhow.
const LONGEST_REFERENCE: usize = 40;

impl Reader {
    /// The reference of a request as a person reads it off a paper, check digit included.
    pub fn reference(&mut self, name: &str, what: &str) -> Option<Reference> {
        let typed = self.required_text(name, what, LONGEST_REFERENCE)?;
        match Reference::parse(&typed) {
            Ok(reference) => Some(reference),
            Err(error) => {
                self.form.refuse(name, sentence(&error.to_string()));
                None
            }
        }
    }

    /// An e-mail address, or nothing. Only its shape is looked at.
    pub fn email(&mut self, name: &str, what: &str) -> Option<String> {
        let address = self.optional_text(name, what, 254)?;
        if email_shape(&address) {
            return Some(address);
        }
        self.form.refuse(
            name,
            [
                "Write ",
                what,
                " with one @ and a domain, for example name@example.org.",
            ]
            .concat(),
        );
        None
    }

    /// A phone or fax number, or nothing: ten digits with any punctuation, a leading 1, an extension after "x". Kept as `626-218-2446 x12`.
    pub fn phone(&mut self, name: &str, what: &str) -> Option<String> {
        let typed = self.optional_text(name, what, 60)?;
        let number = phone_number(&typed);
        if number.is_none() {
            self.form.refuse(
                name,
                [
                    "Write ",
                    what,
                    " with its area code, for example 626-218-2446 or 626-218-2446 x12.",
                ]
                .concat(),
            );
        }
        number
    }
}

fn email_shape(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let plain = |text: &str| {
        !text.is_empty()
            && !text.contains(|c: char| c.is_whitespace() || "@<>,;:\"()[]\\".contains(c))
    };
    let labels: Vec<&str> = domain.split('.').collect();
    plain(local)
        && plain(domain)
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
}

fn phone_number(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase();
    let (number, extension) = match lower.split_once('x') {
        Some((number, extension)) => (
            number.trim().trim_end_matches('e').to_owned(),
            Some(extension.trim_start_matches(['t', '.', ' ']).to_owned()),
        ),
        None => (lower, None),
    };
    if number.contains(|c: char| !c.is_ascii_digit() && !" ()-.+/".contains(c)) {
        return None;
    }
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.len() {
        11 => digits.strip_prefix('1')?,
        10 => digits.as_str(),
        _ => return None,
    };
    let plain = [&digits[..3], "-", &digits[3..6], "-", &digits[6..]].concat();
    match extension {
        None => Some(plain),
        Some(ext)
            if !ext.is_empty() && ext.len() <= 8 && ext.bytes().all(|b| b.is_ascii_digit()) =>
        {
            Some([&plain, " x", &ext].concat())
        }
        Some(_) => None,
    }
}
