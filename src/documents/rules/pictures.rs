//! JPEG and PNG: walked part by part to their end, without decoding.

use super::bytes::{find_last, is_blank, u16_be, u32_be};
use super::check_pixels;
use crate::documents::model::{Looked, NotAccepted};
use crate::words::PaperKind;

const CUT_JPEG: NotAccepted = NotAccepted::CutShort(PaperKind::Jpeg);
const DAMAGED_JPEG: NotAccepted = NotAccepted::Damaged(PaperKind::Jpeg);
const CUT_PNG: NotAccepted = NotAccepted::CutShort(PaperKind::Png);
const DAMAGED_PNG: NotAccepted = NotAccepted::Damaged(PaperKind::Png);

/// A JPEG has segments up to its picture data, a size among them, and an end mark. Phones put more pictures after the end, so
/// what follows is not judged here.
pub fn look_at_jpeg(file: &[u8]) -> Result<Looked, NotAccepted> {
    // A first segment whose length spells "/*" or "//" hides the picture in the comment of a script.
    if matches!(file.get(4..6), Some(b"/*" | b"//")) {
        return Err(NotAccepted::TwoInOne {
            kind: PaperKind::Jpeg,
            other: "a script",
        });
    }
    let data = check_segments(file)?;
    find_last(&file[data..], &[0xff, 0xd9]).ok_or(CUT_JPEG)?;
    Ok(Looked {
        kind: PaperKind::Jpeg,
        notes: Vec::new(),
        pages: Some(1),
    })
}

/// Walks the segments before the picture data, checks the size on the way, and says where the data begins.
fn check_segments(file: &[u8]) -> Result<usize, NotAccepted> {
    let mut at = 2;
    let mut has_size = false;
    loop {
        if *file.get(at).ok_or(CUT_JPEG)? != 0xff {
            return Err(DAMAGED_JPEG);
        }
        let marker = *file.get(at + 1).ok_or(CUT_JPEG)?;
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            0x01 | 0xd0..=0xd7 => {
                at += 2;
                continue;
            }
            0x00 | 0xd8 | 0xd9 => return Err(DAMAGED_JPEG),
            0xda => return if has_size { Ok(at) } else { Err(DAMAGED_JPEG) },
            _ => {}
        }
        let length = u16_be(file, at + 2).ok_or(CUT_JPEG)?;
        if length < 2 {
            return Err(DAMAGED_JPEG);
        }
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            let (height, width) = (
                u16_be(file, at + 5).ok_or(CUT_JPEG)?,
                u16_be(file, at + 7).ok_or(CUT_JPEG)?,
            );
            check_pixels(width.into(), height.into())?;
            has_size = true;
        }
        at += 2 + usize::from(length);
    }
}

/// A PNG is a chain of chunks from its header over its data to its end, after which only blanks may follow.
pub fn look_at_png(file: &[u8]) -> Result<Looked, NotAccepted> {
    if file.get(12..16).ok_or(CUT_PNG)? != b"IHDR" {
        return Err(DAMAGED_PNG);
    }
    let (width, height) = (
        u32_be(file, 16).ok_or(CUT_PNG)?,
        u32_be(file, 20).ok_or(CUT_PNG)?,
    );
    if width == 0 || height == 0 {
        return Err(DAMAGED_PNG);
    }
    check_pixels(width, height)?;
    let end = end_of_chunks(file)?;
    if !is_blank(&file[end..]) {
        return Err(NotAccepted::TwoInOne {
            kind: PaperKind::Png,
            other: "something else after its end",
        });
    }
    Ok(Looked {
        kind: PaperKind::Png,
        notes: Vec::new(),
        pages: Some(1),
    })
}

/// Where the last chunk ends.
fn end_of_chunks(file: &[u8]) -> Result<usize, NotAccepted> {
    let mut at = 8;
    let mut has_data = false;
    loop {
        let length = u32_be(file, at).ok_or(CUT_PNG)? as usize;
        let name = file.get(at + 4..at + 8).ok_or(CUT_PNG)?;
        if !name.iter().all(u8::is_ascii_alphabetic) {
            return Err(DAMAGED_PNG);
        }
        let next = length
            .checked_add(at + 12)
            .filter(|next| *next <= file.len())
            .ok_or(CUT_PNG)?;
        match name {
            b"IEND" if has_data => return Ok(next),
            b"IEND" => return Err(DAMAGED_PNG),
            b"IDAT" => has_data = true,
            _ => {}
        }
        at = next;
    }
}
