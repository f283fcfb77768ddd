//! Fax coding inside TIFF: Group 3 in one dimension and Group 4, with either order of bits.
//!
//! A fax line damaged on the way is common. What could be read is shown; a page of which no line could be read is damaged.

use std::convert::Infallible;

use ::fax::decoder::{DecodeStatus, Group3Decoder, Group4Decoder};
use image::RgbImage;
use tiff::tags::Tag;

use super::shrink::shrink;
use super::tiff::{TiffDecoder, number, reason};
use crate::preview::Reason;

/// The bit of the fax options that says lines refer to each other (Group 3 in two dimensions).
const TWO_DIMENSIONS: u32 = 1;
/// The tag of the Group 3 options.
const GROUP_3_OPTIONS: Tag = Tag::Unknown(292);
const LOWEST_BIT_FIRST: u16 = 2;
const BLACK_IS_ZERO: u16 = 1;

/// A Group 3 page. Coding in two dimensions is not drawn.
pub fn draw_group_3(
    paper: &[u8],
    scan: &mut TiffDecoder<'_>,
    from: (u32, u32),
    to: (u32, u32),
) -> Result<RgbImage, Reason> {
    let options = number::<u32>(scan, GROUP_3_OPTIONS)?.unwrap_or(0);
    if options & TWO_DIMENSIONS != 0 {
        return Err(Reason::Unsupported);
    }
    draw(paper, scan, from, to, read_group_3)
}

/// A Group 4 page.
pub fn draw_group_4(
    paper: &[u8],
    scan: &mut TiffDecoder<'_>,
    from: (u32, u32),
    to: (u32, u32),
) -> Result<RgbImage, Reason> {
    draw(paper, scan, from, to, read_group_4)
}

fn draw(
    paper: &[u8],
    scan: &mut TiffDecoder<'_>,
    from: (u32, u32),
    to: (u32, u32),
    read: fn(Vec<u8>, &mut Dots, u32),
) -> Result<RgbImage, Reason> {
    let width = u16::try_from(from.0).map_err(|_| Reason::Unsupported)?;
    let mut dots = Dots::new(width, from.1);
    let rows_per_strip = number::<u32>(scan, Tag::RowsPerStrip)?
        .unwrap_or(from.1)
        .clamp(1, from.1);
    for (strip, data) in (0_u32..).zip(strips(paper, scan)?) {
        let first_row = strip.saturating_mul(rows_per_strip);
        if first_row >= from.1 {
            break;
        }
        dots.row = first_row;
        read(
            data,
            &mut dots,
            first_row.saturating_add(rows_per_strip).min(from.1),
        );
    }
    if dots.lines_read == 0 {
        return Err(Reason::Damaged);
    }
    let ink_is_white = number(scan, Tag::PhotometricInterpretation)? == Some(BLACK_IS_ZERO);
    Ok(shrink(from, to, |x, y| {
        if dots.has_ink(x, y) == ink_is_white {
            [255; 3]
        } else {
            [0; 3]
        }
    }))
}

/// The coded strips of the page, highest bit first.
fn strips(paper: &[u8], scan: &mut TiffDecoder<'_>) -> Result<Vec<Vec<u8>>, Reason> {
    let offsets = scan
        .get_tag_u64_vec(Tag::StripOffsets)
        .map_err(|error| reason(&error))?;
    let lengths = scan
        .get_tag_u64_vec(Tag::StripByteCounts)
        .map_err(|error| reason(&error))?;
    let is_reversed = number(scan, Tag::FillOrder)? == Some(LOWEST_BIT_FIRST);
    let turn = |byte: &u8| {
        if is_reversed {
            byte.reverse_bits()
        } else {
            *byte
        }
    };
    offsets
        .into_iter()
        .zip(lengths)
        .map(|(offset, length)| {
            let start = usize::try_from(offset).map_err(|_| Reason::Damaged)?;
            let length = usize::try_from(length).map_err(|_| Reason::Damaged)?;
            let rest = paper.get(start..).ok_or(Reason::Damaged)?;
            Ok(rest.iter().take(length).map(turn).collect())
        })
        .collect()
}

/// Reads lines until `end`, the end mark or the first that cannot be read.
fn read_group_3(data: Vec<u8>, dots: &mut Dots, end: u32) {
    let Ok(mut decoder) = Group3Decoder::new(data.into_iter().map(Ok::<u8, Infallible>)) else {
        return;
    };
    while dots.row < end {
        let status = decoder.advance();
        // The last line of a strip may lack its end mark; what was read of it is shown.
        if status.is_ok() || !decoder.transitions().is_empty() {
            dots.add_line(decoder.transitions());
        }
        if !matches!(status, Ok(DecodeStatus::Incomplete)) {
            return;
        }
    }
}

/// Reads lines until `end`, the end mark or the first that cannot be read.
fn read_group_4(data: Vec<u8>, dots: &mut Dots, end: u32) {
    let Ok(mut decoder) =
        Group4Decoder::new(data.into_iter().map(Ok::<u8, Infallible>), dots.width);
    while dots.row < end && matches!(decoder.advance(), Ok(DecodeStatus::Incomplete)) {
        dots.add_line(decoder.transition());
    }
}

/// A page of dots, one bit each; what was not read has no ink.
struct Dots {
    width: u16,
    bytes_per_row: usize,
    bits: Vec<u8>,
    row: u32,
    lines_read: u32,
}

impl Dots {
    fn new(width: u16, height: u32) -> Self {
        let bytes_per_row = usize::from(width).div_ceil(8);
        Self {
            width,
            bytes_per_row,
            bits: vec![0; bytes_per_row * height as usize],
            row: 0,
            lines_read: 0,
        }
    }

    /// Inks one line; `changes` are the places where the colour changes, from white.
    fn add_line(&mut self, changes: &[u16]) {
        let start = self.row as usize * self.bytes_per_row;
        let line = &mut self.bits[start..start + self.bytes_per_row];
        for run in changes.chunks(2) {
            let end = run.get(1).copied().unwrap_or(self.width).min(self.width);
            for dot in usize::from(run[0])..usize::from(end) {
                line[dot / 8] |= 0x80 >> (dot % 8);
            }
        }
        self.row += 1;
        self.lines_read += 1;
    }

    fn has_ink(&self, x: u32, y: u32) -> bool {
        let byte = self.bits[y as usize * self.bytes_per_row + x as usize / 8];
        byte & (0x80 >> (x % 8)) != 0
    }
}
