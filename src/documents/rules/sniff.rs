//! What a file is, by its content alone: never by its name or by what the sender calls it (T65).

use super::bytes::{find, find_last, has_tag, starts, u16_le, u32_le};
use super::{pdf, pictures, tiff};
use crate::documents::model::{Looked, MAX_FILE_BYTES, NotAccepted};
use crate::words::PaperKind;

/// How much of the start readers search for the mark of a kind.
const HEAD: usize = 1024;
/// A ZIP reader looks for the end of the archive in this many last bytes.
const ZIP_TAIL: usize = 22 + 65_535;
/// The test file of virus scanners, in two parts so that no scanner stops this program.
const EICAR: [&[u8]; 2] = [
    br"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
    b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
];
/// What makes a browser read a file as a web page.
const WEB_TAGS: [&str; 7] = [
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<script",
    "<iframe",
    "<svg",
];
/// The same for a search through a whole picture, where shorter words could stand by chance.
const SCRIPT_TAGS: [&str; 4] = ["<!doctype html", "<script", "<iframe", "<html>"];

/// How files start that are not taken.
const OTHER_STARTS: [(&[u8], NotAccepted); 14] = [
    (b"PK\x03\x04", NotAccepted::Archive),
    (b"PK\x05\x06", NotAccepted::Archive),
    (b"Rar!", NotAccepted::Archive),
    (b"7z\xbc\xaf", NotAccepted::Archive),
    (b"\x1f\x8b", NotAccepted::Archive),
    (b"\xd0\xcf\x11\xe0", NotAccepted::OfficeDocument),
    (b"{\\rtf", NotAccepted::OfficeDocument),
    (b"MZ", NotAccepted::Program),
    (b"\x7fELF", NotAccepted::Program),
    (b"#!", NotAccepted::Program),
    (b"GIF8", NotAccepted::OtherPicture),
    (b"BM", NotAccepted::OtherPicture),
    (b"II\x2b\0", NotAccepted::OtherPicture),
    (b"MM\0\x2b", NotAccepted::OtherPicture),
];
/// The brands of phone photos in a media container.
const PHONE_BRANDS: [&[u8]; 8] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif",
];

/// Looks at the content of a file: its kind, what staff should know of it, or why it is not taken (T65).
///
/// A kind must start at the first byte, be whole, and be nothing else as well: a PDF that is also an archive, a picture that
/// is also a script. Whether it can be drawn is not judged here.
///
/// # Errors
/// `NotAccepted` with the sentence that says what to do.
pub fn look_at(file: &[u8]) -> Result<Looked, NotAccepted> {
    if file.is_empty() {
        return Err(NotAccepted::Empty);
    }
    if file.len() as u64 > MAX_FILE_BYTES {
        return Err(NotAccepted::TooLarge);
    }
    if has_eicar(file) {
        return Err(NotAccepted::Virus);
    }
    let Some(kind) = claimed_kind(file) else {
        return Err(name_of_other(file));
    };
    check_is_one(file, kind)?;
    match kind {
        PaperKind::Pdf => pdf::look_at(file),
        PaperKind::Jpeg => pictures::look_at_jpeg(file),
        PaperKind::Png => pictures::look_at_png(file),
        PaperKind::Tiff => tiff::look_at(file),
    }
}

/// The kind whose mark stands at the first byte.
fn claimed_kind(file: &[u8]) -> Option<PaperKind> {
    match file {
        [b'%', b'P', b'D', b'F', b'-', major, b'.', ..] if major.is_ascii_digit() => {
            Some(PaperKind::Pdf)
        }
        [0xff, 0xd8, 0xff, ..] => Some(PaperKind::Jpeg),
        _ if file.starts_with(b"\x89PNG\r\n\x1a\n") => Some(PaperKind::Png),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(PaperKind::Tiff),
        _ => None,
    }
}

/// What a file is that is not taken.
fn name_of_other(file: &[u8]) -> NotAccepted {
    let head = &file[..file.len().min(HEAD)];
    if is_office_zip(file) {
        return NotAccepted::OfficeDocument;
    }
    if let Some((_, other)) = OTHER_STARTS
        .iter()
        .find(|(start, _)| file.starts_with(start))
    {
        return *other;
    }
    match (file.get(4..8), file.get(8..12)) {
        (Some(b"ftyp"), Some(brand)) if PHONE_BRANDS.contains(&brand) => {
            return NotAccepted::PhonePhoto;
        }
        (_, Some(b"WEBP")) if file.starts_with(b"RIFF") => return NotAccepted::OtherPicture,
        _ => {}
    }
    if find(head, b"%PDF-").is_some() {
        let other = "something else before its start";
        return NotAccepted::TwoInOne {
            kind: PaperKind::Pdf,
            other,
        };
    }
    if has_tag(head, &["<svg"]) && !has_tag(head, &["<html"]) {
        return NotAccepted::Drawing;
    }
    if has_tag(head, &WEB_TAGS) {
        return NotAccepted::WebPage;
    }
    NotAccepted::Unknown
}

/// Office files are ZIP archives with a well-known first entry.
fn is_office_zip(file: &[u8]) -> bool {
    let head = &file[..file.len().min(HEAD)];
    let marks: [&[u8]; 3] = [b"[Content_Types].xml", b"application/vnd.o", b"_rels/.rels"];
    file.starts_with(b"PK") && marks.iter().any(|mark| find(head, mark).is_some())
}

fn has_eicar(file: &[u8]) -> bool {
    let [first, second] = EICAR;
    starts(file, first[0]).any(|at| {
        file[at..]
            .strip_prefix(first)
            .is_some_and(|rest| rest.starts_with(second))
    })
}

/// Refuses a file that is a second kind as well.
fn check_is_one(file: &[u8], kind: PaperKind) -> Result<(), NotAccepted> {
    let other = if is_zip_too(file) {
        "a ZIP archive"
    } else if kind == PaperKind::Pdf {
        // Only the start counts: the streams of an honest PDF may hold any text.
        if !has_tag(&file[..file.len().min(HEAD)], &WEB_TAGS) {
            return Ok(());
        }
        "a web page"
    } else if find(file, b"%PDF-").is_some() {
        "a PDF"
    } else if has_tag(file, &SCRIPT_TAGS) || has_tag(&file[..file.len().min(HEAD)], &WEB_TAGS) {
        "a web page"
    } else {
        return Ok(());
    };
    Err(NotAccepted::TwoInOne { kind, other })
}

/// Whether a ZIP reader would open the file: the end mark of an archive in the tail, whose comment ends the file or whose
/// directory stands right before it.
fn is_zip_too(file: &[u8]) -> bool {
    let tail = file.len().saturating_sub(ZIP_TAIL);
    let Some(end) = find_last(&file[tail..], b"PK\x05\x06").map(|at| at + tail) else {
        return false;
    };
    let comment = u16_le(file, end + 20).map(usize::from);
    let ends_file = comment.is_some_and(|comment| end + 22 + comment == file.len());
    let directory = u32_le(file, end + 12).and_then(|size| end.checked_sub(size as usize));
    ends_file || directory.is_some_and(|at| file[at..].starts_with(b"PK\x01\x02"))
}
