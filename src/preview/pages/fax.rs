//! Fax coding inside TIFF: Group 3 in one and two dimensions, its plainer form without end marks, and Group 4, with either
//! order of bits.
//!
//! A fax line damaged on the way is common. What could be read is shown; a page of which no line could be read is damaged.

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};
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

/// How the lines of a page are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Runs alone, each line from a new byte, without end marks (TIFF compression 2).
    Runs,
    /// Group 3 (compression 3); its options say in how many dimensions.
    Group3,
    /// Group 4 (compression 4).
    Group4,
}

impl Coding {
    /// The coding behind a number of TIFF's compression entry.
    pub const fn of(compression: u16) -> Option<Self> {
        match compression {
            2 => Some(Self::Runs),
            3 => Some(Self::Group3),
            4 => Some(Self::Group4),
            _ => None,
        }
    }

    fn settings(self, width: u32, rows: u32, options: u32) -> DecodeSettings {
        let encoding = match self {
            Self::Group3 if options & TWO_DIMENSIONS != 0 => EncodingMode::Group3_2D,
            Self::Runs | Self::Group3 => EncodingMode::Group3_1D,
            Self::Group4 => EncodingMode::Group4,
        };
        DecodeSettings {
            columns: width,
            rows,
            end_of_block: true,
            end_of_line: self == Self::Group3,
            rows_are_byte_aligned: self == Self::Runs,
            encoding,
            strict: false,
        }
    }
}

/// A fax page.
pub fn draw(
    paper: &[u8],
    scan: &mut TiffDecoder<'_>,
    coding: Coding,
    from: (u32, u32),
    to: (u32, u32),
) -> Result<RgbImage, Reason> {
    let options = number::<u32>(scan, GROUP_3_OPTIONS)?.unwrap_or(0);
    let mut dots = Dots::new(from);
    let rows_per_strip = number::<u32>(scan, Tag::RowsPerStrip)?
        .unwrap_or(from.1)
        .clamp(1, from.1);
    for (strip, data) in (0_u32..).zip(strips(paper, scan)?) {
        let first_row = strip.saturating_mul(rows_per_strip);
        if first_row >= from.1 {
            break;
        }
        dots.row = first_row;
        dots.end = first_row.saturating_add(rows_per_strip).min(from.1);
        let settings = coding.settings(from.0, dots.end - first_row, options);
        // Lines up to the first that cannot be read are kept; whether there are any is asked below.
        let _broken_off = hayro_ccitt::decode(&data, &mut dots, &mut DecoderContext::new(settings));
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

/// A page of dots, one bit each; what was not read has no ink.
struct Dots {
    width: usize,
    bytes_per_row: usize,
    bits: Vec<u8>,
    row: u32,
    /// The row after the last of this strip.
    end: u32,
    lines_read: u32,
}

impl Dots {
    fn new((width, height): (u32, u32)) -> Self {
        let bytes_per_row = width.div_ceil(8) as usize;
        Self {
            width: width as usize,
            bytes_per_row,
            bits: vec![0; bytes_per_row * height as usize],
            row: 0,
            end: height,
            lines_read: 0,
        }
    }

    fn has_ink(&self, x: u32, y: u32) -> bool {
        let byte = self.bits[y as usize * self.bytes_per_row + x as usize / 8];
        byte & (0x80 >> (x % 8)) != 0
    }
}

impl Decoder for Dots {
    /// Inks one line; `changes` are the places where the colour changes, from white.
    fn push_row(&mut self, changes: &[u32]) {
        if self.row >= self.end {
            return;
        }
        let start = self.row as usize * self.bytes_per_row;
        let line = &mut self.bits[start..start + self.bytes_per_row];
        for run in changes.chunks(2) {
            let end = run.get(1).map_or(self.width, |end| *end as usize);
            for dot in run[0] as usize..end.min(self.width) {
                line[dot / 8] |= 0x80 >> (dot % 8);
            }
        }
        self.row += 1;
        self.lines_read += 1;
    }
}
