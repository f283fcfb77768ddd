//! The words a PDF page carries, for who cannot see its picture (A34): taken from where they are drawn, never run. The hidden
//! words that text recognition laid under a scan are among them.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt as _, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, Point, Rect};

use super::pdf;
use crate::preview::{MAX_TEXT_BYTES, Reason};

/// A glyph's own space is a thousandth of the size of its letters.
const UNITS: f64 = 1000.0;

/// The words of one page (from 1), a line for each line of it; empty where the page is a picture alone.
pub fn read(paper: Vec<u8>, page: u16) -> Result<String, Reason> {
    let pdf = pdf::open(paper)?;
    pdf::count_of(&pdf)?;
    let page = pdf
        .pages()
        .get(usize::from(page) - 1)
        .ok_or(Reason::NoSuchPage)?;
    let (wide, tall) = page.render_dimensions();
    let cache = InterpreterCache::new();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, wide.into(), tall.into()),
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut words = Words::default();
    interpret_page(page, &mut context, &mut words);
    Ok(words.text)
}

/// Listens to what would be drawn and keeps only letters, in the order they are written.
#[derive(Default)]
struct Words {
    text: String,
    /// Where the last letter ended, if there was one.
    end: Option<Point>,
}

impl Words {
    /// A letter at its place: a new line when it does not stand beside the last one, a blank when there is room for one.
    fn add(&mut self, letter: &str, at: Affine, width: f64) {
        if self.text.len() + letter.len() > MAX_TEXT_BYTES {
            return;
        }
        let place = at * Point::ORIGIN;
        let along = at * Point::new(UNITS, 0.0) - place;
        let size = along.hypot();
        if let Some(end) = self.end
            && size > 0.0
        {
            let way = place - end;
            let beside = way.cross(along).abs() / size;
            let gap = way.dot(along) / size;
            if beside > size / 2.0 || gap < -size {
                self.separate('\n');
            } else if gap > size / 6.0 {
                self.separate(' ');
            }
        }
        self.text.push_str(letter);
        self.end = Some(place + along * (width / UNITS));
    }

    fn separate(&mut self, by: char) {
        if !self.text.ends_with(char::is_whitespace) {
            self.text.push(by);
        } else if by == '\n' && self.text.ends_with(' ') {
            self.text.pop();
            self.text.push(by);
        }
    }
}

impl<'a> Device<'a> for Words {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        use hayro::hayro_interpret::font::Glyph;
        for glyph in run.glyphs() {
            let width = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let at = props.transform * glyph.transform();
            let width = width.map_or(UNITS / 2.0, f64::from);
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => {
                    self.add(letter.encode_utf8(&mut [0; 4]), at, width);
                }
                Some(BfString::String(letters)) => self.add(&letters, at, width),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
