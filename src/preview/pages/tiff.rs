//! TIFF: the scans and faxes of many pages.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::shrink::shrink;
use super::{check_size, fax, fit};
use crate::preview::{MAX_PAGES, Reason};

pub type TiffDecoder<'a> = Decoder<Cursor<&'a [u8]>>;

/// Memory a decoder may ask for; the process itself is held to 512 MiB.
const MOST_BYTES: usize = 320 * 1024 * 1024;

/// How many pages; more than 500, or a chain that bites its own tail, is refused.
pub fn count(paper: &[u8]) -> Result<u16, Reason> {
    let mut scan = open(paper)?;
    let mut pages = 1;
    while scan.more_images() {
        if pages == MAX_PAGES {
            return Err(Reason::TooLarge);
        }
        scan.next_image().map_err(|error| reason(&error))?;
        pages += 1;
    }
    Ok(pages)
}

/// One page, at most `width` pixels wide.
pub fn draw(paper: &[u8], page: u16, width: u16) -> Result<RgbImage, Reason> {
    if page > MAX_PAGES {
        return Err(Reason::NoSuchPage);
    }
    let mut scan = open(paper)?;
    for _ in 1..page {
        if !scan.more_images() {
            return Err(Reason::NoSuchPage);
        }
        scan.next_image().map_err(|error| reason(&error))?;
    }
    let from = scan.dimensions().map_err(|error| reason(&error))?;
    check_size(from.0, from.1)?;
    let to = fit(from.0, squared_height(&mut scan, from.1), width);
    let compression = number::<u16>(&mut scan, Tag::Compression)?;
    let drawn = match compression.and_then(fax::Coding::of) {
        Some(coding) => fax::draw(paper, &mut scan, coding, from, to)?,
        None => draw_samples(&mut scan, from, to)?,
    };
    let turned = number::<u8>(&mut scan, Tag::Orientation)?.and_then(Orientation::from_exif);
    let mut picture = DynamicImage::ImageRgb8(drawn);
    picture.apply_orientation(turned.unwrap_or(Orientation::NoTransforms));
    Ok(picture.into_rgb8())
}

fn open(paper: &[u8]) -> Result<TiffDecoder<'_>, Reason> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MOST_BYTES;
    let scan = Decoder::new(Cursor::new(paper)).map_err(|error| reason(&error))?;
    Ok(scan.with_limits(limits))
}

/// One whole number of the page's directory, if it is there.
pub fn number<T: TryFrom<u64>>(scan: &mut TiffDecoder<'_>, tag: Tag) -> Result<Option<T>, Reason> {
    scan.find_tag_unsigned(tag).map_err(|error| reason(&error))
}

/// A standard fax has half as many dots down as across: the height it would have with square dots.
fn squared_height(scan: &mut TiffDecoder<'_>, height: u32) -> u32 {
    let (Some(across), Some(down)) = (dots(scan, Tag::XResolution), dots(scan, Tag::YResolution))
    else {
        return height;
    };
    let is_plausible = (down..=4 * down).contains(&across);
    if !is_plausible {
        return height;
    }
    u32::try_from(u64::from(height) * across / down).unwrap_or(height)
}

/// Dots per unit in thousandths. A missing or nonsensical entry means square dots.
fn dots(scan: &mut TiffDecoder<'_>, tag: Tag) -> Option<u64> {
    match scan.find_tag(tag) {
        Ok(Some(Value::Rational(dots, units))) if dots > 0 && units > 0 => {
            Some(u64::from(dots) * 1000 / u64::from(units))
        }
        _ => None,
    }
    .filter(|dots| *dots > 0)
}

fn draw_samples(
    scan: &mut TiffDecoder<'_>,
    from: (u32, u32),
    to: (u32, u32),
) -> Result<RgbImage, Reason> {
    let colours = scan.colortype().map_err(|error| reason(&error))?;
    let palette = match colours {
        ColorType::Palette(_) => scan
            .get_tag_u16_vec(Tag::ColorMap)
            .map_err(|error| reason(&error))?,
        _ => Vec::new(),
    };
    let samples = match scan.read_image().map_err(|error| reason(&error))? {
        DecodingResult::U8(samples) => samples,
        // The upper half of a 16-bit sample is what an 8-bit picture shows.
        DecodingResult::U16(samples) => samples
            .into_iter()
            .map(|sample| (sample >> 8) as u8)
            .collect(),
        _ => return Err(Reason::Unsupported),
    };
    let page = Samples {
        bytes: samples,
        width: from.0,
        colours,
        palette,
    };
    page.check(from.1)?;
    Ok(shrink(from, to, |x, y| page.at(x, y)))
}

/// The samples of a page, row after row; those of fewer than 8 bits are packed, each row from a new byte.
struct Samples {
    bytes: Vec<u8>,
    width: u32,
    colours: ColorType,
    palette: Vec<u16>,
}

impl Samples {
    /// Refuses kinds of colour that `at` does not know and pages with fewer samples than pixels.
    fn check(&self, height: u32) -> Result<(), Reason> {
        let per_row = match self.colours {
            ColorType::Gray(bits @ (1 | 2 | 4)) | ColorType::Palette(bits @ (1 | 2 | 4)) => {
                (self.width as usize * usize::from(bits)).div_ceil(8)
            }
            ColorType::Gray(8 | 16) | ColorType::Palette(8) => self.width as usize,
            ColorType::RGB(8 | 16) | ColorType::YCbCr(8) => 3 * self.width as usize,
            ColorType::RGBA(8 | 16) | ColorType::CMYK(8) => 4 * self.width as usize,
            _ => return Err(Reason::Unsupported),
        };
        let has_palette = match self.colours {
            ColorType::Palette(bits) => self.palette.len() >= 3 << bits,
            _ => true,
        };
        if has_palette && self.bytes.len() >= per_row * height as usize {
            Ok(())
        } else {
            Err(Reason::Damaged)
        }
    }

    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        match self.colours {
            ColorType::Palette(bits) => self.colour(self.small(x, y, bits), bits),
            ColorType::RGB(_) => self.wide(x, y),
            ColorType::YCbCr(_) => from_ycbcr(self.wide(x, y)),
            ColorType::RGBA(_) => {
                let [red, green, blue, alpha] = self.wide(x, y);
                [red, green, blue].map(|part| mix(part, alpha).saturating_add(255 - alpha))
            }
            ColorType::CMYK(_) => {
                let [cyan, magenta, yellow, black] = self.wide(x, y);
                [cyan, magenta, yellow].map(|ink| mix(255 - ink, 255 - black))
            }
            ColorType::Gray(bits @ (1 | 2 | 4)) => {
                [self.small(x, y, bits) * (255 / ((1 << bits) - 1)); 3]
            }
            _ => [self.small(x, y, 8); 3],
        }
    }

    /// `N` neighbouring samples of one pixel.
    fn wide<const N: usize>(&self, x: u32, y: u32) -> [u8; N] {
        let start = (y as usize * self.width as usize + x as usize) * N;
        std::array::from_fn(|part| self.bytes[start + part])
    }

    /// One sample of at most 8 bits.
    fn small(&self, x: u32, y: u32, bits: u8) -> u8 {
        let bits = usize::from(bits);
        let row = (self.width as usize * bits).div_ceil(8) * y as usize;
        let first_bit = x as usize * bits;
        let byte = self.bytes[row + first_bit / 8];
        let mask = u8::MAX >> (8 - bits);
        (byte >> (8 - bits - first_bit % 8)) & mask
    }

    /// The colour map holds all reds, then all greens, then all blues, of 16 bits each.
    fn colour(&self, index: u8, bits: u8) -> [u8; 3] {
        let colours = 1_usize << bits;
        [0, 1, 2].map(|part| (self.palette[part * colours + usize::from(index)] >> 8) as u8)
    }
}

fn mix(part: u8, share: u8) -> u8 {
    u8::try_from(u16::from(part) * u16::from(share) / 255).unwrap_or(u8::MAX)
}

/// The colours of a JPEG inside a TIFF (ITU-R BT.601), in whole numbers of thousandths.
fn from_ycbcr([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (
        i32::from(luma) * 1000,
        i32::from(blue) - 128,
        i32::from(red) - 128,
    );
    let parts = [
        luma + 1402 * red,
        luma - 344 * blue - 714 * red,
        luma + 1772 * blue,
    ];
    parts.map(|part| u8::try_from((part / 1000).clamp(0, 255)).unwrap_or(u8::MAX))
}

pub fn reason(error: &TiffError) -> Reason {
    match error {
        TiffError::UnsupportedError(_) => Reason::Unsupported,
        TiffError::LimitsExceeded => Reason::TooLarge,
        _ => Reason::Damaged,
    }
}
