//! Words the whole desk shares: enums that are stored as text, refusals, references, money, languages, dates as people
//! read them.

pub mod dates;
pub mod language;
mod letters;
pub mod money;
mod paper;
pub mod reference;
mod refusal;
mod sentence;
mod text_enum;

pub use language::Language;
pub use letters::{FixedText, LetterLanguage};
pub use money::Cents;
pub use paper::PaperKind;
pub use reference::{BadReference, Reference};
pub use refusal::Refusal;
pub use sentence::{capitalized, sentence};
pub use text_enum::UnknownWord;
