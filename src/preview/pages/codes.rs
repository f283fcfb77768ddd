//! The square codes (QR) a page shows: cover sheets and separators say by them where what follows belongs.

use image::RgbImage;
use rqrr::{BitGrid, Grid, PreparedImage};

use crate::preview::MAX_CODE_CHARS;

/// From which brightness on a dot counts as paper.
const PAPER: u8 = 128;

/// The texts of the codes on a page, each once, from the top. A code that is soiled beyond its own repair, longer than any of
/// ours or no plain text is none.
pub fn read(page: &RgbImage) -> Vec<String> {
    let (wide, tall) = (page.width() as usize, page.height() as usize);
    let grey = |x: usize, y: usize| {
        let pixel = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        pixel.map_or(255, |(x, y)| page.get_pixel(x, y).0[1])
    };
    // Single dots of dirt are grey on the smaller picture and gone when it is cut into black and white. Where light falls
    // unevenly, as on a photograph, the reader's own sense of dark finds what this one does not.
    let mut plain = PreparedImage::prepare_from_bitmap(wide, tall, |x, y| grey(x, y) < PAPER);
    let found = texts(plain.detect_grids());
    if found.is_empty() {
        texts(PreparedImage::prepare_from_greyscale(wide, tall, grey).detect_grids())
    } else {
        found
    }
}

fn texts<G: BitGrid>(grids: Vec<Grid<G>>) -> Vec<String> {
    let mut found: Vec<(i32, String)> = Vec::new();
    for grid in grids {
        let Ok((_, text)) = grid.decode() else {
            continue;
        };
        let is_plain = text.len() <= MAX_CODE_CHARS && text.bytes().all(|b| b.is_ascii_graphic());
        if is_plain && !found.iter().any(|(_, known)| *known == text) {
            found.push((grid.bounds[0].y, text));
        }
    }
    found.sort();
    found.into_iter().map(|(_, text)| text).collect()
}
