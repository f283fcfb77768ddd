//! Cleaning typed text: one form of every character, no controls, a length in characters.

use unicode_normalization::UnicodeNormalization;

/// Why text cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextFault {
    /// A NUL, which no database keeps (T60).
    Nul,
    /// Another control character, at this position (counted from 1).
    Control(usize),
    /// This many characters, more than allowed. The count is not exact for absurd lengths.
    TooLong(usize),
}

/// Whether line breaks are part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    One,
    Many,
}

/// Text without outer blanks, in normal form C, tabs as blanks on one line, line ends as one character.
pub(super) fn clean(typed: &str, max: usize, lines: Lines) -> Result<String, TextFault> {
    if typed.contains('\0') {
        return Err(TextFault::Nul);
    }
    // A flood is refused before any work is spent on it.
    let typed_length = typed.chars().take(max.saturating_mul(4) + 1_001).count();
    if typed_length > max.saturating_mul(4) + 1_000 {
        return Err(TextFault::TooLong(typed.chars().count()));
    }
    let unified = match lines {
        Lines::One => typed.replace('\t', " "),
        Lines::Many => typed.replace("\r\n", "\n"),
    };
    let trimmed = unified.trim();
    let allowed = |c: char| lines == Lines::Many && (c == '\n' || c == '\t');
    if let Some(at) = trimmed.chars().position(|c| c.is_control() && !allowed(c)) {
        return Err(TextFault::Control(at + 1));
    }
    let text: String = trimmed.nfc().collect();
    let length = text.chars().count();
    if length > max {
        Err(TextFault::TooLong(length))
    } else {
        Ok(text)
    }
}

/// `count` with its noun: "1 character", "2 characters".
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    [&count.to_string(), " ", noun, plural].concat()
}
