//! Making a page smaller by averaging, so that thin strokes of a scan stay readable as greys.

use image::{Rgb, RgbImage};

/// A page of `from` (width, height) drawn at the size `to`; `at(x, y)` gives the page's own pixels.
pub fn shrink(from: (u32, u32), to: (u32, u32), at: impl Fn(u32, u32) -> [u8; 3]) -> RgbImage {
    RgbImage::from_fn(to.0, to.1, |x, y| {
        let columns = span(x, from.0, to.0);
        let mut sum = [0_u64; 3];
        let mut seen = 0_u64;
        for row in span(y, from.1, to.1) {
            for column in columns.clone() {
                for (sum, part) in sum.iter_mut().zip(at(column, row)) {
                    *sum += u64::from(part);
                }
                seen += 1;
            }
        }
        Rgb(sum.map(|part| u8::try_from(part / seen.max(1)).unwrap_or(u8::MAX)))
    })
}

/// The source pixels behind one drawn pixel, at least one.
fn span(at: u32, from: u32, to: u32) -> std::ops::Range<u32> {
    let edge = |step: u32| {
        u32::try_from(u64::from(step) * u64::from(from) / u64::from(to)).unwrap_or(from)
    };
    let start = edge(at).min(from.saturating_sub(1));
    start..edge(at + 1).clamp(start + 1, from.max(start + 1))
}
