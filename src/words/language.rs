//! The languages the hospital's letters and forms exist in (S40, S55).

use crate::text_enum;

text_enum! {
    /// The language a requester is written to in. Stored as its two-letter code.
    pub enum Language: "language" {
        English = "en", "English";
        Spanish = "es", "Spanish";
        Chinese = "zh", "Chinese";
    }
}

impl Language {
    /// The language's own name for itself, for choosing it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::Chinese => "中文",
        }
    }
}
