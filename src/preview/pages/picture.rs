//! JPEG and PNG: one page each, turned the way the camera was held, on white paper.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::error::ImageError;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits, RgbImage};

use super::{check_size, fit};
use crate::preview::Reason;

/// Memory a decoder may ask for; the process itself is held to 512 MiB.
const MOST_BYTES: u64 = 440 * 1024 * 1024;

/// A JPEG picture, at most `width` pixels wide.
pub fn draw_jpeg(paper: &[u8], width: u16) -> Result<RgbImage, Reason> {
    draw(
        JpegDecoder::new(Cursor::new(paper)).map_err(|error| reason(&error))?,
        width,
    )
}

/// A PNG picture, at most `width` pixels wide.
pub fn draw_png(paper: &[u8], width: u16) -> Result<RgbImage, Reason> {
    draw(
        PngDecoder::with_limits(Cursor::new(paper), limits()).map_err(|error| reason(&error))?,
        width,
    )
}

fn draw(mut decoder: impl ImageDecoder, width: u16) -> Result<RgbImage, Reason> {
    let size = decoder.dimensions();
    check_size(size.0, size.1)?;
    decoder
        .set_limits(limits())
        .map_err(|error| reason(&error))?;
    // A picture whose notes about the camera cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    let small = shrunk(picture, orientation, width);
    Ok(on_white(small))
}

/// Shrunk before it is turned, so that turning costs little.
fn shrunk(picture: DynamicImage, orientation: Orientation, width: u16) -> DynamicImage {
    let (wide, tall) = (picture.width(), picture.height());
    let lies_on_its_side = matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let to = if lies_on_its_side {
        let (shown_wide, shown_tall) = fit(tall, wide, width);
        (shown_tall, shown_wide)
    } else {
        fit(wide, tall, width)
    };
    let mut small = if to == (wide, tall) {
        picture
    } else {
        picture.thumbnail_exact(to.0, to.1)
    };
    small.apply_orientation(orientation);
    small
}

fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let see_through = picture.into_rgba8();
    RgbImage::from_fn(see_through.width(), see_through.height(), |x, y| {
        let [red, green, blue, alpha] = see_through.get_pixel(x, y).0;
        image::Rgb([red, green, blue].map(|part| over_white(part, alpha)))
    })
}

fn over_white(part: u8, alpha: u8) -> u8 {
    let mixed = u16::from(part) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
    u8::try_from(mixed / 255).unwrap_or(u8::MAX)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

fn reason(error: &ImageError) -> Reason {
    match error {
        ImageError::Limits(_) => Reason::TooLarge,
        ImageError::Unsupported(_) => Reason::Unsupported,
        _ => Reason::Damaged,
    }
}
