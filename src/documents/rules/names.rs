//! Names that people give their files, made safe to show and to download (T67).

use std::fmt::Write as _;

use crate::documents::model::DisplayName;
use crate::words::PaperKind;

/// The longest name in bytes, its ending not counted: safe on every file system even when percent-encoded twice.
const MAX_STEM_BYTES: usize = 120;
/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// The name to show and download: the last part of the given path, on one line, without hidden characters or those a file
/// system refuses, at most 120 bytes, never a device name, ending as the content says (T67).
pub fn display_name(given: &str, kind: PaperKind) -> DisplayName {
    let last = given.rsplit(['/', '\\']).next().unwrap_or(given);
    let shown: String = last
        .chars()
        .filter(|letter| !is_hidden(*letter))
        .map(replace_refused)
        .collect();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = tidy(without_ending(tidy(&line), kind));
    let stem = tidy(&stem[..stem.floor_char_boundary(MAX_STEM_BYTES)]);
    let ending = kind.extensions()[0];
    DisplayName(match stem {
        "" => format!("document.{ending}"),
        device if is_device(device) => format!("_{device}.{ending}"),
        plain => format!("{plain}.{ending}"),
    })
}

/// The value of `Content-Disposition` for a download under this name: an ASCII twin for old programs, then the name itself
/// (RFC 6266, T67).
pub fn download_header(name: &DisplayName) -> String {
    let plain: String = name
        .as_str()
        .chars()
        .map(|letter| if is_quotable(letter) { letter } else { '_' })
        .collect();
    let mut header = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            header.push(char::from(byte));
        } else {
            write!(header, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
    header
}

fn is_quotable(letter: char) -> bool {
    (letter.is_ascii_graphic() || letter == ' ') && !matches!(letter, '"' | '\\' | '%')
}

/// Blanks and dots at either end hide a name or its ending.
fn tidy(name: &str) -> &str {
    name.trim_matches(['.', ' '])
}

/// Drops the ending if it is one of the kind's own.
fn without_ending(name: &str, kind: PaperKind) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending))
            if kind
                .extensions()
                .iter()
                .any(|own| own.eq_ignore_ascii_case(ending)) =>
        {
            stem
        }
        _ => name,
    }
}

/// Control characters, and those that turn, join or hide text.
fn is_hidden(letter: char) -> bool {
    let turns_or_hides = matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}'
    );
    (letter.is_control() && !letter.is_whitespace()) || turns_or_hides
}

fn replace_refused(letter: char) -> char {
    if matches!(letter, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
        '_'
    } else {
        letter
    }
}

fn is_device(name: &str) -> bool {
    let word = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim()
        .to_ascii_uppercase();
    let is_port = word
        .strip_prefix("COM")
        .or(word.strip_prefix("LPT"))
        .is_some_and(|port| {
            matches!(
                port,
                "1" | "2"
                    | "3"
                    | "4"
                    | "5"
                    | "6"
                    | "7"
                    | "8"
                    | "9"
                    | "\u{b9}"
                    | "\u{b2}"
                    | "\u{b3}"
            )
        });
    is_port || DEVICES.contains(&word.as_str())
}
