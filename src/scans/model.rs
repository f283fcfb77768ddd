//! A batch of scans, its parts, and where a part goes, as values.

use crate::documents::model::PaperRole;
use crate::drop_box::model::SheetCode;
use crate::text_enum;
use crate::words::Reference;

/// The inner id of a batch. People say it as `SCAN-000012`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BatchId(pub i64);

impl std::fmt::Display for BatchId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SCAN-{:06}", self.0)
    }
}

/// The version of a part a change was decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(pub i64);

text_enum! {
    /// Where a person sends a part, whatever its sheet says.
    pub enum Goes: "way of a part" {
        Request = "request", "To a request";
        New = "new", "It becomes a new request";
        Out = "out", "Left out: it stays in the batch alone";
    }
}

text_enum! {
    /// What became of a part.
    pub enum Outcome: "outcome of a part" {
        Filed = "filed", "Filed";
        Logged = "logged", "Logged as a request";
        LeftOut = "left_out", "Left out";
        /// Its pages belong to the part before.
        Joined = "joined", "Joined with the part before";
    }
}

/// What a square code of ours says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// The cover sheet of a request.
    Request(Reference),
    /// The separator sheet of a drop-box item.
    Item(SheetCode),
    /// It looks like one of ours, but its number cannot be right.
    Unreadable,
}

/// Consecutive pages of a batch that belong together.
#[derive(Debug, Clone)]
pub struct Part {
    /// Inner id.
    pub id: i64,
    /// Outer id.
    pub public_id: String,
    /// Its first page, from 1.
    pub first: u16,
    /// Its last page.
    pub last: u16,
    /// The codes of ours on its first page.
    pub codes: Vec<String>,
    /// Where a person sends it; none while its sheet decides.
    pub goes: Option<Goes>,
    /// The reference a person named.
    pub reference: Option<Reference>,
    /// What it shows (A34).
    pub description: String,
    /// What it is for its request, where that was said.
    pub role: Option<PaperRole>,
    /// What became of it, and its request.
    pub settled: Option<Settled>,
    /// Its version.
    pub version: Version,
}

impl Part {
    /// How many pages.
    pub const fn pages(&self) -> u16 {
        self.last + 1 - self.first
    }

    /// "page 4" or "pages 4–6".
    pub fn said(&self) -> String {
        if self.first == self.last {
            format!("page {}", self.first)
        } else {
            format!("pages {}–{}", self.first, self.last)
        }
    }
}

/// What became of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// How.
    pub outcome: Outcome,
    /// Its request: outer id and reference.
    pub request: Option<(String, String)>,
}

/// Where a part would go, as things stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To this request.
    Request {
        /// Outer id.
        id: String,
        /// Its reference.
        reference: String,
        /// Whether it is closed; it takes papers all the same.
        closed: bool,
    },
    /// To the request of a drop-box item that has none yet.
    Item {
        /// Outer id of the session.
        emptying: String,
        /// Outer id of the item.
        item: String,
        /// The code of its sheet.
        code: String,
    },
    /// It becomes a new request; why.
    New(String),
    /// It stays in the batch alone.
    Out,
    /// Somebody must say; why.
    Unsure(String),
}
