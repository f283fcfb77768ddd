//! Words the whole desk shares: enums that are stored as text, refusals, references, money, languages.

mod refusal;
mod text_enum;

pub use refusal::Refusal;
pub use text_enum::UnknownWord;
