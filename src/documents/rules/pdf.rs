//! PDF: a whole file from its first byte to its end mark.

use super::bytes::{find_last, is_blank, starts};
use crate::documents::model::{Looked, NotAccepted, Note};
use crate::words::PaperKind;

/// How far before the end mark the place of the cross-reference table is named.
const TRAILER: usize = 2048;
const SCRIPT_NAMES: [&[u8]; 3] = [b"/JavaScript", b"/JS", b"/Launch"];
const ATTACHMENT_NAMES: [&[u8]; 2] = [b"/EmbeddedFile", b"/EmbeddedFiles"];

/// A PDF ends with its end mark, near which it names its table; only blanks may follow.
pub fn look_at(file: &[u8]) -> Result<Looked, NotAccepted> {
    let end = find_last(file, b"%%EOF").ok_or(NotAccepted::CutShort(PaperKind::Pdf))?;
    if !is_blank(&file[end + 5..]) {
        return Err(NotAccepted::TwoInOne {
            kind: PaperKind::Pdf,
            other: "something else after its end",
        });
    }
    if find_last(&file[end.saturating_sub(TRAILER)..end], b"startxref").is_none() {
        return Err(NotAccepted::Damaged(PaperKind::Pdf));
    }
    Ok(Looked {
        kind: PaperKind::Pdf,
        notes: notes(file),
        pages: None,
    })
}

/// What can be seen without unpacking streams. The pages are drawn by a program that runs none of it.
fn notes(file: &[u8]) -> Vec<Note> {
    let mut found = [false; 3];
    for at in starts(file, b'/') {
        let rest = &file[at..];
        found[0] |= is_name(rest, b"/Encrypt");
        found[1] |= SCRIPT_NAMES.iter().any(|name| is_name(rest, name));
        found[2] |= ATTACHMENT_NAMES.iter().any(|name| is_name(rest, name));
    }
    let all = [Note::Locked, Note::Script, Note::Attachments];
    all.into_iter()
        .zip(found)
        .filter(|(_, is_there)| *is_there)
        .map(|(note, _)| note)
        .collect()
}

/// Whether the name stands here whole, not as the start of a longer one.
fn is_name(rest: &[u8], name: &[u8]) -> bool {
    rest.strip_prefix(name)
        .is_some_and(|after| !after.first().is_some_and(u8::is_ascii_alphanumeric))
}
