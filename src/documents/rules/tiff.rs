//! TIFF: a chain of page directories, walked without decoding.

use std::collections::HashSet;

use super::bytes::{u16_be, u16_le, u32_be, u32_le};
use super::check_pixels;
use crate::documents::model::{Looked, MAX_PAGES, NotAccepted};
use crate::words::PaperKind;

const CUT: NotAccepted = NotAccepted::CutShort(PaperKind::Tiff);
const DAMAGED: NotAccepted = NotAccepted::Damaged(PaperKind::Tiff);
const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
/// The type of an entry that holds a number of two bytes; all others used here have four.
const SHORT: u16 = 3;

/// A TIFF has 1 to 500 pages, each with a size, in a chain that ends.
pub fn look_at(file: &[u8]) -> Result<Looked, NotAccepted> {
    let reader = Reader {
        file,
        lowest_first: file[0] == b'I',
    };
    let mut seen = HashSet::new();
    let mut at = reader.long(4)?;
    while at != 0 {
        if !seen.insert(at) {
            return Err(DAMAGED);
        }
        if seen.len() > MAX_PAGES {
            return Err(NotAccepted::TooManyPages);
        }
        at = reader.check_page(at as usize)?;
    }
    if seen.is_empty() {
        return Err(DAMAGED);
    }
    Ok(Looked {
        kind: PaperKind::Tiff,
        notes: Vec::new(),
        pages: Some(seen.len()),
    })
}

struct Reader<'a> {
    file: &'a [u8],
    lowest_first: bool,
}

impl Reader<'_> {
    fn short(&self, at: usize) -> Result<u16, NotAccepted> {
        let number = if self.lowest_first {
            u16_le(self.file, at)
        } else {
            u16_be(self.file, at)
        };
        number.ok_or(CUT)
    }

    fn long(&self, at: usize) -> Result<u32, NotAccepted> {
        let number = if self.lowest_first {
            u32_le(self.file, at)
        } else {
            u32_be(self.file, at)
        };
        number.ok_or(CUT)
    }

    /// Checks one page's size and says where the next directory is; 0 ends the chain.
    fn check_page(&self, at: usize) -> Result<u32, NotAccepted> {
        let entries = usize::from(self.short(at)?);
        let (mut width, mut height) = (0, 0);
        for entry in (0..entries).map(|entry| at + 2 + 12 * entry) {
            match self.short(entry)? {
                WIDTH => width = self.number(entry)?,
                HEIGHT => height = self.number(entry)?,
                _ => {}
            }
        }
        if width == 0 || height == 0 {
            return Err(DAMAGED);
        }
        check_pixels(width, height)?;
        self.long(at + 2 + 12 * entries)
    }

    fn number(&self, entry: usize) -> Result<u32, NotAccepted> {
        if self.short(entry + 2)? == SHORT {
            self.short(entry + 8).map(u32::from)
        } else {
            self.long(entry + 8)
        }
    }
}
