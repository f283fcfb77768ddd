//! What a check is, what it is asked about, and what comes out.

mod checks;
mod facts;
mod row;
mod stored;

pub use checks::{Answer, CheckId, Escalation, Flag, Part, Verdict};
pub use facts::{
    Answers, CheckContext, ChecklistItem, Computed, Failed, OpenHold, Outcome, ReleaseFacts,
    Signer, Stop,
};
pub use row::{Applies, Ask, AskKind, Check, Severity};
pub use stored::{Ending, PaperAnswers, StoredCheck};
