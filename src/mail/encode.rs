//! Text on the wire: encoded words for headers (RFC 2047), quoted-printable for bodies (RFC 2045). Everything made here
//! is printable ASCII in lines of at most 76 characters, ended by CR LF (T24).

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

const BODY_LINE: usize = 76;

/// Bytes of text in one encoded word: 48 characters of base64, 60 with its marks.
const WORD_BYTES: usize = 36;

/// A header's text as it stands after `Name: `; folded where it needs more than one encoded word.
pub(super) fn header_text(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        encoded_words(text)
    }
}

/// A display name as it stands before `<address>`.
pub(super) fn display_name(name: &str) -> String {
    let simple = |byte: u8| byte.is_ascii_alphanumeric() || byte == b' ' || byte == b'-';
    if is_plain(name) && name.bytes().all(simple) {
        format!("\"{name}\"")
    } else {
        encoded_words(name)
    }
}

/// Whether readers see exactly this text when it is sent as it is.
fn is_plain(text: &str) -> bool {
    let printable = text
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    printable && text.len() <= 60 && text.trim() == text && !text.contains("=?")
}

fn encoded_words(text: &str) -> String {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.chars() {
        if word.len() + character.len_utf8() > WORD_BYTES {
            words.push(encoded_word(&word));
            word.clear();
        }
        word.push(character);
    }
    words.push(encoded_word(&word));
    words.join("\r\n ")
}

fn encoded_word(text: &str) -> String {
    format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(text))
}

/// A body in quoted-printable. CR LF, CR and LF all end a line. A dot or "From " at the start of a line is encoded, so
/// that no relay can take it for the end of the message or the start of another.
pub(super) fn quoted_printable(body: &str) -> String {
    let lines = body.replace("\r\n", "\n").replace('\r', "\n");
    let lines = lines.strip_suffix('\n').unwrap_or(&lines);
    let mut out = String::with_capacity(lines.len() + lines.len() / 8);
    for line in lines.split('\n') {
        encode_line(line.as_bytes(), &mut out);
        out.push_str("\r\n");
    }
    out
}

fn encode_line(line: &[u8], out: &mut String) {
    let mut width = 0;
    for (at, byte) in line.iter().enumerate() {
        let last = at + 1 == line.len();
        let literal = is_literal(line, at, width == 0, last);
        let needed = if literal { 1 } else { 3 };
        // One column is kept for the "=" of a soft break.
        if width + needed > BODY_LINE - 1 {
            out.push_str("=\r\n");
            width = 0;
        }
        if literal && !(width == 0 && starts_dangerously(line, at)) {
            out.push(char::from(*byte));
            width += 1;
        } else {
            push_hex(*byte, out);
            width += 3;
        }
    }
}

fn is_literal(line: &[u8], at: usize, at_start: bool, last: bool) -> bool {
    match line[at] {
        b'=' => false,
        b' ' => !last,
        byte => byte.is_ascii_graphic() && !(at_start && starts_dangerously(line, at)),
    }
}

fn starts_dangerously(line: &[u8], at: usize) -> bool {
    line[at] == b'.' || line[at..].starts_with(b"From ")
}

fn push_hex(byte: u8, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push('=');
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}
