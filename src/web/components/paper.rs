//! What is printed on paper: square codes, the counter slip, letters.

use askama::Template;
use qrcodegen::{QrCode, QrCodeEcc};

use super::{Name, leaf};

/// A square code (QR, ISO/IEC 18004), module by module.
#[derive(Template, Debug, Clone)]
#[template(path = "components/qr.html", whitespace = "minimize")]
pub struct QrPicture {
    size: usize,
    path: String,
}
leaf!(QrPicture);

impl QrPicture {
    /// A picture of `size` × `size` modules; `dark(x, y)` tells which are dark.
    pub fn new(size: usize, dark: impl Fn(usize, usize) -> bool) -> Self {
        let mut path = String::new();
        for y in 0..size {
            for x in (0..size).filter(|x| dark(*x, y)) {
                for part in ["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"] {
                    path.push_str(part);
                }
            }
        }
        Self { size, path }
    }

    /// The code of a text; at this level a quarter of it may be soiled or torn. None when the text is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Quartile).ok()?;
        let at = |place: usize| i32::try_from(place).unwrap_or(-1);
        let size = usize::try_from(code.size()).ok()?;
        Some(Self::new(size, |x, y| code.get_module(at(x), at(y))))
    }
}

/// The slip a person takes home (B12): number, when to ask, where to call. No patient's name.
#[derive(Template, Debug, Clone)]
#[template(path = "components/slip.html", whitespace = "minimize")]
pub struct Slip {
    org: String,
    office: String,
    reference: String,
    lines: Vec<(String, String)>,
    notes: Vec<String>,
    qr: Option<QrPicture>,
}
leaf!(Slip);

impl Slip {
    /// "City of Hope", "HIMS Correspondence, Office 1221B", "ROI-2026-004256".
    pub fn new(
        org: impl Into<String>,
        office: impl Into<String>,
        reference: impl Into<String>,
    ) -> Self {
        Self {
            org: org.into(),
            office: office.into(),
            reference: reference.into(),
            lines: Vec::new(),
            notes: Vec::new(),
            qr: None,
        }
    }

    /// A named line: "Handed in", "Mon 8 Jun 2026, 10:42".
    #[must_use]
    pub fn line(mut self, term: impl Into<String>, value: impl Into<String>) -> Self {
        self.lines.push((term.into(), value.into()));
        self
    }

    /// A sentence at the end.
    #[must_use]
    pub fn note(mut self, sentence: impl Into<String>) -> Self {
        self.notes.push(sentence.into());
        self
    }

    /// The reference as a square code.
    #[must_use]
    pub fn qr(mut self, picture: QrPicture) -> Self {
        self.qr = Some(picture);
        self
    }
}

/// One part of a letter's body.
#[derive(Debug, Clone)]
enum Block {
    Heading(String),
    Paragraph(String),
    Items(Vec<String>),
}

/// A letter on paper: letterhead, address, date, subject, body, signature, in its own language (A32).
#[derive(Template, Debug, Clone)]
#[template(path = "components/letter.html", whitespace = "minimize")]
pub struct Letter {
    lang: String,
    head: Vec<String>,
    to: Vec<Name>,
    date: String,
    subject: String,
    blocks: Vec<Block>,
    signed: Vec<String>,
    enclosed: Option<(String, Vec<String>)>,
}
leaf!(Letter);

impl Letter {
    /// A letter in a language (`en`, `es`) with its date in that language's words and its subject line.
    pub fn new(
        lang: impl Into<String>,
        date: impl Into<String>,
        subject: impl Into<String>,
    ) -> Self {
        Self {
            lang: lang.into(),
            head: Vec::new(),
            to: Vec::new(),
            date: date.into(),
            subject: subject.into(),
            blocks: Vec::new(),
            signed: Vec::new(),
            enclosed: None,
        }
    }

    /// The lines of the letterhead; the first is the organization.
    #[must_use]
    pub fn head<S: Into<String>>(mut self, lines: impl IntoIterator<Item = S>) -> Self {
        self.head = lines.into_iter().map(Into::into).collect();
        self
    }

    /// The lines of the address, as typed by whoever gave them.
    #[must_use]
    pub fn to<'a>(mut self, lines: impl IntoIterator<Item = &'a str>) -> Self {
        self.to = lines.into_iter().map(Name::new).collect();
        self
    }

    /// A heading inside the body.
    #[must_use]
    pub fn heading(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Heading(text.into()));
        self
    }

    /// A paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Paragraph(text.into()));
        self
    }

    /// A numbered list: the gaps, each with what to send back.
    #[must_use]
    pub fn items<S: Into<String>>(mut self, items: impl IntoIterator<Item = S>) -> Self {
        self.blocks
            .push(Block::Items(items.into_iter().map(Into::into).collect()));
        self
    }

    /// The lines below the body.
    #[must_use]
    pub fn signed<S: Into<String>>(mut self, lines: impl IntoIterator<Item = S>) -> Self {
        self.signed = lines.into_iter().map(Into::into).collect();
        self
    }

    /// What is enclosed, under its word in the letter's language ("Enclosed", "Adjunto").
    #[must_use]
    pub fn enclosed<S: Into<String>>(
        mut self,
        word: impl Into<String>,
        items: impl IntoIterator<Item = S>,
    ) -> Self {
        self.enclosed = Some((word.into(), items.into_iter().map(Into::into).collect()));
        self
    }
}
