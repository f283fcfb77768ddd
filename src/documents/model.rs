//! The words of papers: limits, what a look at a file found, why one is refused, names and descriptions.

use crate::text_enum;
use crate::words::PaperKind;

/// The largest file, in bytes: 25 MiB (T65).
pub const MAX_FILE_BYTES: u64 = 25 * 1024 * 1024;
/// The most files sent at once (T65).
pub const MAX_FILES: usize = 20;
/// The most bytes sent at once: 100 MiB (T65).
pub const MAX_UPLOAD_BYTES: u64 = 100 * 1024 * 1024;
/// The most pixels a page may have: 100 million (T65).
pub const MAX_PIXELS: u64 = 100_000_000;
/// The most pages a paper may have (T65).
pub const MAX_PAGES: usize = 500;
/// The shortest and longest description, in characters (A34).
pub const DESCRIPTION_CHARS: std::ops::RangeInclusive<usize> = 3..=200;

text_enum! {
    /// Something staff should know before they open the original (T65).
    pub enum Note: "note" {
        Locked = "locked", "Locked: may need a password";
        Script = "script", "Holds a script or a command to start a program";
        Attachments = "attachments", "Holds other files inside";
    }
}

/// What a look at a file's content found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// What it is.
    pub kind: PaperKind,
    /// What staff should know.
    pub notes: Vec<Note>,
    /// How many pages, where it can be told without drawing (not for PDF).
    pub pages: Option<usize>,
}

/// Why a file is not taken, and what to do instead (T65).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// No bytes.
    #[error("The file is empty. Choose it again, or scan the paper again.")]
    Empty,
    /// More than 25 MiB.
    #[error(
        "The file is larger than 25 MB. Scan at 200 to 300 dots per inch, or send it in parts."
    )]
    TooLarge,
    /// More than 100 million pixels on a page.
    #[error(
        "A page of the file has more than 100 million pixels. Scan at 200 to 300 dots per inch."
    )]
    TooManyPixels,
    /// More than 500 pages.
    #[error("The file has more than 500 pages. Send it in parts.")]
    TooManyPages,
    /// A ZIP or other archive.
    #[error("This is an archive. Unpack it and send the papers inside as PDF, JPEG, PNG or TIFF.")]
    Archive,
    /// A word-processor or spreadsheet file.
    #[error("This is an office document. Save or print it as PDF and send that.")]
    OfficeDocument,
    /// A web page.
    #[error("This is a web page. Print it to PDF and send that.")]
    WebPage,
    /// A drawing in SVG.
    #[error("This is an SVG drawing. Save it as PNG or PDF and send that.")]
    Drawing,
    /// A phone photo in HEIC.
    #[error(
        "This is a phone photo in HEIC format. Share it as JPEG, or photograph the paper with \"Most compatible\" set."
    )]
    PhonePhoto,
    /// A picture of another kind.
    #[error("This kind of picture cannot be taken. Save it as JPEG or PNG and send that.")]
    OtherPicture,
    /// A program or script.
    #[error(
        "This is a program, not a paper. Do not open it; report it to the privacy officer if it came from outside."
    )]
    Program,
    /// The harmless test file of virus scanners, and what stands for it.
    #[error(
        "A virus scanner would stop this file. Do not open it; ask the sender for a clean copy."
    )]
    Virus,
    /// One kind of file that is also another.
    #[error("This {kind} also holds {other}. Print it to PDF or scan the paper again.")]
    TwoInOne {
        /// What it says it is.
        kind: PaperKind,
        /// What else is in it, with its article.
        other: &'static str,
    },
    /// The end is missing.
    #[error("This {0} is incomplete. Send it again, or scan the paper again.")]
    CutShort(PaperKind),
    /// The parts do not fit together.
    #[error("This {0} is damaged. Save or scan it again.")]
    Damaged(PaperKind),
    /// Nothing that is known.
    #[error("This is not a PDF, JPEG, PNG or TIFF file. Save or scan it as one of these.")]
    Unknown,
}

/// Why the files sent at once are too many or too large together (T65).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// More than 20 files.
    #[error("More than 20 files at once. Send the rest in a second step.")]
    Files,
    /// More than 100 MiB together.
    #[error("More than 100 MB at once. Send the rest in a second step.")]
    Bytes,
}

/// The name a paper is shown and downloaded under: one safe line that ends as its content says. Never part of a path (T67).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayName(pub(super) String);

impl DisplayName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a paper shows, typed by a person: stands for the page images to who cannot see them (A34).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description(String);

/// Why a description is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DescriptionError {
    /// Nothing typed.
    #[error(
        "Say in a few words what this paper is, for example \"Signed authorization, two pages\"."
    )]
    Missing,
    /// Fewer than 3 characters.
    #[error("Say a little more: at least 3 characters.")]
    TooShort,
    /// More than 200 characters.
    #[error("At most 200 characters.")]
    TooLong,
    /// A character that no keyboard types.
    #[error("The description holds a hidden control character. Type it again.")]
    Control,
}

impl Description {
    /// Reads a description: 3 to 200 characters on one line, outer and repeated blanks removed (A34). Every paper needs one,
    /// because every paper is shown as images of its pages.
    ///
    /// # Errors
    /// `DescriptionError` with the sentence for the field.
    pub fn parse(typed: &str) -> Result<Self, DescriptionError> {
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = line.chars().count();
        match length {
            0 => Err(DescriptionError::Missing),
            _ if line.chars().any(char::is_control) => Err(DescriptionError::Control),
            _ if length < *DESCRIPTION_CHARS.start() => Err(DescriptionError::TooShort),
            _ if length > *DESCRIPTION_CHARS.end() => Err(DescriptionError::TooLong),
            _ => Ok(Self(line)),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A paper that came with the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithPaper {
    /// Its outer id.
    pub public_id: String,
    /// What it shows.
    pub description: Description,
}

text_enum! {
    /// What a paper added to an open request is for it.
    pub enum PaperRole: "role of a paper" {
        Authorization = "authorization", "Authorization";
        Identity = "identity", "Proof of identity";
        Authority = "authority", "Proof of authority";
        Letter = "letter", "Letter of the requester";
        Answer = "answer", "Answer to our letter";
        LegalProcess = "legal_process", "Court paper or subpoena";
        MedicalForm = "medical_form", "Form to be completed";
        Other = "other", "Something else";
    }
}
