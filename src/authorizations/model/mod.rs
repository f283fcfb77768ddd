//! What a check is, what it is asked about, and what comes out.

mod checks;
mod facts;
mod protected;
mod row;
mod stored;

pub use checks::{Answer, CheckId, Escalation, Flag, Part, Verdict};
pub use facts::{
    Answers, CheckContext, ChecklistItem, Computed, Failed, OpenHold, Outcome, ReleaseFacts,
    Signer, Stop,
};
pub use protected::{Demand, Destination, Fate, Protection, Standing};
pub use row::{Applies, Ask, AskKind, Check, Severity};
pub use stored::{Ending, PaperAnswers, ProtectedAnswers, StoredCheck};
