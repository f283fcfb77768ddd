//! Decisions about papers: what a file is, whether it is taken, what it is called.

mod bytes;
mod names;
mod pdf;
mod pictures;
mod sniff;
mod text_paper;
mod tiff;

pub use names::{display_name, download_header};
pub use sniff::look_at;
pub use text_paper::text_paper;

use super::model::{MAX_FILES, MAX_PIXELS, MAX_UPLOAD_BYTES, NotAccepted, TooMuch};

/// Whether files of these sizes (bytes) may be sent at once: at most 20 files and 100 MiB together (T65).
///
/// # Errors
/// `TooMuch` with the sentence for the form.
pub fn check_together(sizes: &[u64]) -> Result<(), TooMuch> {
    if sizes.len() > MAX_FILES {
        return Err(TooMuch::Files);
    }
    let total = sizes
        .iter()
        .fold(0_u64, |total, size| total.saturating_add(*size));
    if total > MAX_UPLOAD_BYTES {
        Err(TooMuch::Bytes)
    } else {
        Ok(())
    }
}

/// Whether a page of this size (pixels) may be taken: at most 100 million (T65).
fn check_pixels(width: u32, height: u32) -> Result<(), NotAccepted> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        Err(NotAccepted::TooManyPixels)
    } else {
        Ok(())
    }
}
