//! Pages as pictures. Runs only inside the locked-in drawing process.

mod codes;
mod fax;
mod part;
mod pdf;
mod picture;
mod shrink;
mod text;
mod tiff;

pub use part::cut;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _, RgbImage};

use super::{MAX_HEIGHT, MAX_PIXELS, Reason};
use crate::words::PaperKind;

/// How wide a page is drawn to look for codes, in pixels: a hundred dots an inch, where a module of ours is five wide and the
/// dirt of a fax is grey.
const CODE_WIDTH: u16 = 850;

/// How many pages a paper has.
pub fn count(kind: PaperKind, paper: Vec<u8>) -> Result<u16, Reason> {
    match kind {
        PaperKind::Pdf => pdf::count(paper),
        PaperKind::Tiff => tiff::count(&paper),
        PaperKind::Jpeg | PaperKind::Png => Ok(1),
    }
}

/// One page (from 1) as PNG, at most `width` pixels wide.
pub fn draw(kind: PaperKind, paper: Vec<u8>, page: u16, width: u16) -> Result<Vec<u8>, Reason> {
    encode(&picture(kind, paper, page, width)?)
}

/// The words one page (from 1) carries; empty for a picture.
pub fn read(kind: PaperKind, paper: Vec<u8>, page: u16) -> Result<String, Reason> {
    match kind {
        PaperKind::Pdf => text::read(paper, page),
        PaperKind::Tiff | PaperKind::Jpeg | PaperKind::Png => Ok(String::new()),
    }
}

/// The texts of the square codes on one page (from 1).
pub fn codes(kind: PaperKind, paper: Vec<u8>, page: u16) -> Result<Vec<String>, Reason> {
    Ok(codes::read(&picture(kind, paper, page, CODE_WIDTH)?))
}

fn picture(kind: PaperKind, paper: Vec<u8>, page: u16, width: u16) -> Result<RgbImage, Reason> {
    match kind {
        PaperKind::Pdf => pdf::draw(paper, page, width),
        PaperKind::Tiff => tiff::draw(&paper, page, width),
        PaperKind::Jpeg | PaperKind::Png if page > 1 => Err(Reason::NoSuchPage),
        PaperKind::Jpeg => picture::draw_jpeg(&paper, width),
        PaperKind::Png => picture::draw_png(&paper, width),
    }
}

/// Refuses a page without pixels or with more than 100 million.
fn check_size(width: u32, height: u32) -> Result<(), Reason> {
    match u64::from(width) * u64::from(height) {
        0 => Err(Reason::Damaged),
        1..=MAX_PIXELS => Ok(()),
        _ => Err(Reason::TooLarge),
    }
}

/// The size of the picture of a page of `width` × `height`: never enlarged, at most `most` wide, at most `MAX_HEIGHT` tall.
fn fit(width: u32, height: u32, most: u16) -> (u32, u32) {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let mut fitted = (width.min(u64::from(most)), 0);
    fitted.1 = height * fitted.0 / width;
    if fitted.1 > u64::from(MAX_HEIGHT) {
        fitted = (
            width * u64::from(MAX_HEIGHT) / height,
            u64::from(MAX_HEIGHT),
        );
    }
    let small = |side: u64| u32::try_from(side.max(1)).unwrap_or(u32::from(MAX_HEIGHT));
    (small(fitted.0), small(fitted.1))
}

/// PNG, in greys where the page has no colour.
fn encode(page: &RgbImage) -> Result<Vec<u8>, Reason> {
    let mut png = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive);
    let (width, height) = page.dimensions();
    let is_grey = page
        .pixels()
        .all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
    let written = if is_grey {
        let greys: Vec<u8> = page.pixels().map(|pixel| pixel.0[0]).collect();
        encoder.write_image(&greys, width, height, ExtendedColorType::L8)
    } else {
        encoder.write_image(page.as_raw(), width, height, ExtendedColorType::Rgb8)
    };
    written.map(|()| png).map_err(|_| Reason::Stopped)
}
