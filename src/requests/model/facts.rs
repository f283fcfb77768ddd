//! The facts beside the stage, gathered for the decisions: what the transition table, the shown status, whose move it is
//! and the next step are functions of. Built in one place from the rows, so that all of them see the same.

use chrono::NaiveDate;

use super::words::{CheckResult, Disposition, FactKind, Road, WhoseMove};

/// One fact that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenFact {
    /// What kind.
    pub kind: FactKind,
    /// Who has to act for it to close.
    pub waiting_on: WhoseMove,
    /// When an answer is needed, if a day was set.
    pub due_on: Option<NaiveDate>,
}

/// Everything the decisions need to know of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The legal road.
    pub road: Road,
    /// How this road can end (from the roads table).
    pub outcomes: &'static [Disposition],
    /// Whether an extension exists on this road (R10; from the roads table).
    pub extension_possible: bool,
    /// The patient is matched with two identifiers (A02).
    pub patient_matched: bool,
    /// At least one recipient is named, and every one is complete (A06).
    pub recipients_complete: bool,
    /// A recipient comes to the counter.
    pub pick_up: bool,
    /// The newest outcome of the checklist.
    pub check: CheckResult,
    /// Facts that are open.
    pub open: Vec<OpenFact>,
    /// Clarification letters sent so far.
    pub letters_sent: u32,
    /// An extension was granted (one per request, R10).
    pub extended: bool,
    /// Marked sensitive: a second person must look (rule sheet 3.1, check 28).
    pub sensitive: bool,
    /// Persons who passed the quality check.
    pub quality_checks: u32,
    /// The acknowledgment went out.
    pub acknowledged: bool,
    /// Somebody owns it.
    pub assigned: bool,
    /// How it ended; nothing while it is open.
    pub disposition: Option<Disposition>,
}

impl Facts {
    /// Whether a fact of this kind is open.
    pub fn is_open(&self, kind: FactKind) -> bool {
        self.open.iter().any(|fact| fact.kind == kind)
    }

    /// Persons who have to pass the quality check: two where the request is marked sensitive.
    pub const fn quality_checks_needed(&self) -> u32 {
        if self.sensitive { 2 } else { 1 }
    }

    /// Whether the checklist lets something leave, at least in part.
    pub const fn check_allows_release(&self) -> bool {
        matches!(self.check, CheckResult::Valid | CheckResult::ValidInPart)
    }
}
