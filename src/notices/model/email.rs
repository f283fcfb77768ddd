//! An e-mail that cannot hold patient data (T51): its words are the program's own, and only four fields are merged in.

use chrono::NaiveDate;

use crate::words::{FixedText, LetterLanguage, Reference};

/// Something that may not be merged into an e-mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadMergeField(&'static str);

/// The phone of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPhone(String);

impl DeskPhone {
    /// Reads a phone number: digits and the usual separators, 7 to 20 characters.
    ///
    /// # Errors
    /// `BadMergeField` when it holds anything else.
    pub fn parse(text: &str) -> Result<Self, BadMergeField> {
        let good = (7..=20).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b"+-. ()".contains(&b));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadMergeField("A desk phone holds digits only."))
        }
    }

    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A fact the hospital publishes about a site: its name, or how it is reached. Built from the facility's profile only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFact(String);

impl SiteFact {
    /// A published fact of a site, on one line of at most 200 characters.
    ///
    /// # Errors
    /// `BadMergeField` when it is empty, longer, or has a control character.
    pub fn published(text: &str) -> Result<Self, BadMergeField> {
        let length = text.chars().count();
        if (1..=200).contains(&length) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadMergeField(
                "A fact of a site is one line of at most 200 characters.",
            ))
        }
    }

    /// The fact as published.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Everything that may be merged into an e-mail, apart from dates of the request's own clocks (T51).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeFields {
    /// The request.
    pub reference: Reference,
    /// Whom to call.
    pub desk_phone: DeskPhone,
    /// Which site writes.
    pub site: SiteFact,
}

/// An e-mail of fixed sentences. It can only be made from `FixedText` and `MergeFields`, so it can hold no name,
/// record type, date of service or sensitive category (T51).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainEmail {
    language: LetterLanguage,
    fields: MergeFields,
    subject: String,
    body: String,
}

impl PlainEmail {
    /// An e-mail with this subject and an empty body. `{reference}`, `{phone}` and `{site}` are merged.
    pub fn new(language: LetterLanguage, fields: &MergeFields, subject: FixedText) -> Self {
        let mut email = Self {
            language,
            fields: fields.clone(),
            subject: String::new(),
            body: String::new(),
        };
        email.subject = email.merged(subject);
        email
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn say(mut self, text: FixedText) -> Self {
        let words = self.merged(text);
        self.push_paragraph(&words);
        self
    }

    /// Adds a paragraph in which `{date}` is a date of the request's own clock, never a date of service.
    #[must_use]
    pub fn say_with_date(mut self, text: FixedText, date: NaiveDate) -> Self {
        let words = self
            .merged(text)
            .replace("{date}", &self.language.date(date));
        self.push_paragraph(&words);
        self
    }

    /// Adds a list; each item is two fixed sentences.
    #[must_use]
    pub fn list(mut self, items: impl IntoIterator<Item = [FixedText; 2]>) -> Self {
        let line = |[first, second]: [FixedText; 2]| {
            format!("- {} {}", self.merged(first), self.merged(second))
        };
        let lines: Vec<String> = items.into_iter().map(line).collect();
        self.push_paragraph(&lines.join("\n"));
        self
    }

    /// Adds a list of fixed sentences in which `{place}` is a published fact of the site.
    #[must_use]
    pub fn list_with_places<'a>(
        mut self,
        items: impl IntoIterator<Item = (FixedText, &'a SiteFact)>,
    ) -> Self {
        let lines: Vec<String> = items
            .into_iter()
            .map(|(item, place)| {
                format!("- {}", self.merged(item).replace("{place}", place.as_str()))
            })
            .collect();
        self.push_paragraph(&lines.join("\n"));
        self
    }

    /// The subject line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The body, plain text, lines ended by `\n`.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The language it is written in.
    pub const fn language(&self) -> LetterLanguage {
        self.language
    }

    fn merged(&self, text: FixedText) -> String {
        text.in_language(self.language)
            .replace("{reference}", &self.fields.reference.to_string())
            .replace("{phone}", self.fields.desk_phone.as_str())
            .replace("{site}", self.fields.site.as_str())
    }

    fn push_paragraph(&mut self, words: &str) {
        if !self.body.is_empty() {
            self.body.push('\n');
        }
        self.body.push_str(words);
        self.body.push('\n');
    }
}
