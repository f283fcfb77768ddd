//! PDF pages, form fields and annotations included, on white paper.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::RgbImage;

use crate::preview::{MAX_HEIGHT, MAX_PAGES, Reason};

/// How many pages; more than 500 is refused.
pub fn count(paper: Vec<u8>) -> Result<u16, Reason> {
    count_of(&open(paper)?)
}

/// One page, `width` pixels wide.
pub fn draw(paper: Vec<u8>, page: u16, width: u16) -> Result<RgbImage, Reason> {
    let pdf = open(paper)?;
    count_of(&pdf)?;
    let page = pdf
        .pages()
        .get(usize::from(page) - 1)
        .ok_or(Reason::NoSuchPage)?;
    let scale = scale(page.render_dimensions(), width)?;
    let size = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let cache = RenderCache::new();
    let drawn = hayro::render(
        page,
        &cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &size,
    );
    // The paper under the page is white, so no pixel is see-through.
    let colours = drawn
        .data_as_u8_slice()
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    RgbImage::from_raw(drawn.width().into(), drawn.height().into(), colours).ok_or(Reason::Damaged)
}

/// The file, if it opens without a password.
pub fn open(paper: Vec<u8>) -> Result<Pdf, Reason> {
    Pdf::new(paper).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Reason::Password,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => Reason::Unsupported,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Reason::Damaged,
    })
}

/// How many pages an opened file has; more than 500 is refused.
pub fn count_of(pdf: &Pdf) -> Result<u16, Reason> {
    match u16::try_from(pdf.pages().len()) {
        Ok(0) => Err(Reason::Damaged),
        Ok(pages @ 1..=MAX_PAGES) => Ok(pages),
        _ => Err(Reason::TooLarge),
    }
}

/// Pixels per point so that the page is `width` pixels wide and not too tall. A page without a sensible size is damaged.
fn scale((wide, tall): (f32, f32), width: u16) -> Result<f32, Reason> {
    let by_width = f32::from(width) / wide;
    let scale = by_width.min(f32::from(MAX_HEIGHT) / tall);
    let is_drawable =
        scale.is_finite() && scale > 0.0 && wide * scale >= 1.0 && tall * scale >= 1.0;
    // Half a thousandth of a pixel keeps rounding from losing the last column.
    if is_drawable {
        Ok(scale + 0.0005 / wide.max(tall))
    } else {
        Err(Reason::Damaged)
    }
}
