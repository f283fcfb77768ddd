//! The languages letters exist in, and text that exists in each of them.

use chrono::{Datelike, NaiveDate};

use super::Language;
use crate::text_enum;

text_enum! {
    /// A language the desk's letters and forms exist in (S40). A reader of another language gets English and an interpreter.
    pub enum LetterLanguage: "letter language" {
        English = "en", "English";
        Spanish = "es", "Spanish";
    }
}

const MESES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

impl LetterLanguage {
    /// The date as it is written in a letter: "November 30, 2026", "30 de noviembre de 2026".
    pub fn date(self, on: NaiveDate) -> String {
        match self {
            Self::English => on.format("%B %-d, %Y").to_string(),
            Self::Spanish => {
                let month = MESES[on.month0() as usize];
                format!("{} de {month} de {}", on.day(), on.year())
            }
        }
    }
}

impl From<Language> for LetterLanguage {
    /// The language to write to a reader in. No letter exists in Chinese: English, with the offer of an interpreter (S55).
    fn from(language: Language) -> Self {
        match language {
            Language::English | Language::Chinese => Self::English,
            Language::Spanish => Self::Spanish,
        }
    }
}

/// A sentence that is part of the program, in every language. Nothing typed or read from the database can become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedText {
    /// In English.
    pub en: &'static str,
    /// In Spanish.
    pub es: &'static str,
}

impl FixedText {
    /// The sentence in both languages.
    pub const fn new(en: &'static str, es: &'static str) -> Self {
        Self { en, es }
    }

    /// The sentence in one language.
    pub const fn in_language(self, language: LetterLanguage) -> &'static str {
        match language {
            LetterLanguage::English => self.en,
            LetterLanguage::Spanish => self.es,
        }
    }
}
