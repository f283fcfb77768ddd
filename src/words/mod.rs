//! Words the whole desk shares: enums that are stored as text, references, money, languages.

mod text_enum;

pub use text_enum::UnknownWord;
