//! A paper looked at beside a form: its pages as pictures, turned, enlarged and walked through by keyboard (A34).
//!
//! Nothing here needs script and nothing leaves the page, so what is typed beside it stays: turning and size are choices the
//! style sheet follows, every page is a place on this page that links lead to. Script adds the number field and the buttons.

use askama::Template;

use super::{Name, leaf};

/// Pages shown at once; the others wait behind "Pages 21–40 of 240", so that a long paper neither floods the page nor the
/// machine that draws it.
const AT_ONCE: usize = 20;
/// Small pictures that stand open; more wait behind their summary.
const SMALL_OPEN: usize = 6;
/// Quarter turns to the right, in degrees.
const TURNS: [&str; 4] = ["0", "90", "180", "270"];
/// Sizes in hundredths of the width there is, and what they are called.
const SIZES: [(&str, &str); 4] = [
    ("100", "Fit"),
    ("150", "150 %"),
    ("200", "200 %"),
    ("300", "300 %"),
];

/// One page of a paper: its number, the address of its image, what is on it.
struct Leaf<'a> {
    number: usize,
    href: &'a str,
    description: &'a str,
}

/// The pages of a paper as images beside a form, each with a typed description, the original as a download (A34).
#[derive(Template, Debug, Clone)]
#[template(path = "components/scan_pages.html", whitespace = "minimize")]
pub struct ScanPages {
    id: String,
    name: String,
    title: Name,
    original_href: String,
    pages: Vec<(String, String)>,
    has_text: bool,
}
leaf!(ScanPages);

impl ScanPages {
    /// A viewer; `id` is unique on the page, `title` is the paper's name, `original_href` downloads it.
    pub fn new(id: impl Into<String>, title: &str, original_href: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: title.to_owned(),
            title: Name::new(title),
            original_href: original_href.into(),
            pages: Vec::new(),
            has_text: false,
        }
    }

    /// Every page of a stored paper: `id` is its outer id, `base` the address of its original.
    pub fn of_paper(id: &str, name: &str, base: &str, pages: u16, says: &str) -> Self {
        let viewer = Self::new(["scan-", id].concat(), name, base);
        (1..=pages).fold(viewer, |viewer, page| {
            viewer.page([base, "/pages/", &page.to_string()].concat(), says)
        })
    }

    /// Adds a page: address of its image and what is on it. The same address with `?small=yes` is its small picture.
    #[must_use]
    pub fn page(mut self, image_href: impl Into<String>, description: impl Into<String>) -> Self {
        self.pages.push((image_href.into(), description.into()));
        self
    }

    /// Its kind may carry words: they are offered below each page, at the page's address with `/text`.
    #[must_use]
    pub fn with_text(mut self) -> Self {
        self.has_text = true;
        self
    }

    fn leaves(&self) -> Vec<Leaf<'_>> {
        self.pages
            .iter()
            .zip(1..)
            .map(|((href, description), number)| Leaf {
                number,
                href,
                description,
            })
            .collect()
    }

    fn is_long(&self) -> bool {
        self.pages.len() > AT_ONCE
    }

    fn small_open(&self) -> bool {
        self.pages.len() <= SMALL_OPEN
    }

    /// The pages in parts of twenty.
    fn parts(&self) -> Vec<Vec<Leaf<'_>>> {
        let mut parts = Vec::new();
        let mut leaves = self.leaves().into_iter().peekable();
        while leaves.peek().is_some() {
            parts.push(leaves.by_ref().take(AT_ONCE).collect());
        }
        parts
    }

    /// "Pages 21–40 of 240".
    fn said(&self, part: &[Leaf<'_>]) -> String {
        let numbers = part.first().zip(part.last());
        numbers.map_or_else(String::new, |(first, last)| {
            format!(
                "Pages {}–{} of {}",
                first.number,
                last.number,
                self.pages.len()
            )
        })
    }

    /// The page before and the page after.
    fn beside(&self, leaf: &Leaf<'_>) -> Vec<(&'static str, usize)> {
        let number = leaf.number;
        let before = (number > 1).then(|| ("back", number - 1));
        let after = (number < self.pages.len()).then(|| ("on", number + 1));
        before.into_iter().chain(after).collect()
    }
}
