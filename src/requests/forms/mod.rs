//! What is typed on the pages of a request ⇄ its commands.

mod patient_part;
mod recipients;
mod scope;

pub use patient_part::patient_part;
pub use recipients::{
    ROWS, fill_recipients, read_changed_recipients, recipient, recipients, refuse_gaps,
};
pub use scope::{RANGES, fill_scope, read_changed_scope, scope};

use crate::form_state::{FormState, Reader};
use crate::requests::commands::{
    AddNote, Assign, ChangeRoad, LiftHold, LinkRequest, MarkDuplicate, MarkInError, MoveOn,
    PlaceHold, PutBack, RecordDate, SetPriority, Step, Withdraw,
};
use crate::requests::model::{
    ClockDate, ContactWay, HoldGround, LinkKind, Priority, Road, WhoseMove,
};

/// The longest reason.
pub const REASON: usize = 500;
/// The longest note.
const NOTE: usize = 4_000;

/// What is posted in place of a colleague to put a request back.
pub const NOBODY: &str = "nobody";

/// Whose the request becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ownership {
    /// A colleague's.
    Give(Assign),
    /// Anybody's.
    PutBack(PutBack),
}

/// Reads whose the request becomes.
///
/// # Errors
/// The form with every error.
pub fn ownership(form: FormState) -> Result<Ownership, FormState> {
    let mut reader = Reader::new(form);
    let to = reader.required_text("to", "a colleague", 64);
    if to.as_deref() == Some(NOBODY) {
        let reason = reader.required_lines("reason", "why it goes back", REASON);
        return reader.finish(|| Some(Ownership::PutBack(PutBack { reason: reason? })));
    }
    let reason = reader.optional_lines("reason", "the reason", REASON);
    reader.finish(|| Some(Ownership::Give(Assign { to: to?, reason })))
}

/// Reads a priority.
///
/// # Errors
/// The form with every error.
pub fn priority(form: FormState) -> Result<SetPriority, FormState> {
    let mut reader = Reader::new(form);
    let to = reader.choice("to", "a priority", Priority::parse);
    let reason = reader.required_lines("reason", "the reason", REASON);
    reader.finish(|| {
        Some(SetPriority {
            to: to?,
            reason: reason?,
        })
    })
}

/// Reads a note.
///
/// # Errors
/// The form with every error.
pub fn note(form: FormState) -> Result<AddNote, FormState> {
    let mut reader = Reader::new(form);
    let text = reader.required_lines("text", "the note", NOTE);
    reader.finish(|| Some(AddNote { text: text? }))
}

/// Reads a link.
///
/// # Errors
/// The form with every error.
pub fn link(form: FormState) -> Result<LinkRequest, FormState> {
    let mut reader = Reader::new(form);
    let other = reader.reference("other", "the reference of the other request");
    let how = reader.choice("how", "how they hang together", LinkKind::parse);
    reader.finish(|| {
        Some(LinkRequest {
            other: other?,
            how: how?,
        })
    })
}

/// Reads a withdrawal.
///
/// # Errors
/// The form with every error.
pub fn withdrawal(form: FormState) -> Result<Withdraw, FormState> {
    let mut reader = Reader::new(form);
    let way = reader.choice("way", "how the requester said so", ContactWay::parse);
    let reason = reader.required_lines("reason", "what the requester said", REASON);
    reader.finish(|| {
        Some(Withdraw {
            way: way?,
            reason: reason?,
        })
    })
}

/// Reads a duplicate.
///
/// # Errors
/// The form with every error.
pub fn duplicate(form: FormState) -> Result<MarkDuplicate, FormState> {
    let mut reader = Reader::new(form);
    let of = reader.reference("of", "the reference of the other request");
    reader.finish(|| Some(MarkDuplicate { of: of? }))
}

/// Reads why a request should never have been logged.
///
/// # Errors
/// The form with every error.
pub fn error(form: FormState) -> Result<MarkInError, FormState> {
    let mut reader = Reader::new(form);
    let reason = reader.reason("reason", "the reason", 15, REASON);
    reader.finish(|| Some(MarkInError { reason: reason? }))
}

/// Reads a hold's beginning.
///
/// # Errors
/// The form with every error.
pub fn hold(form: FormState) -> Result<PlaceHold, FormState> {
    let mut reader = Reader::new(form);
    let ground = reader.choice("ground", "what kind of hold it is", HoldGround::parse);
    let waiting_on = reader.choice("waiting_on", "who has to act", WhoseMove::parse);
    let reason = reader.required_lines("reason", "the reason", REASON);
    reader.finish(|| {
        Some(PlaceHold {
            ground: ground?,
            reason: reason?,
            waiting_on: waiting_on?,
        })
    })
}

/// Reads a hold's end.
///
/// # Errors
/// The form with every error.
pub fn hold_end(form: FormState) -> Result<LiftHold, FormState> {
    let mut reader = Reader::new(form);
    let reason = reader.required_lines("reason", "the reason", REASON);
    reader.finish(|| Some(LiftHold { reason: reason? }))
}

/// Reads another road.
///
/// # Errors
/// The form with every error.
pub fn road(form: FormState) -> Result<ChangeRoad, FormState> {
    let mut reader = Reader::new(form);
    let to = reader.choice("to", "a road", Road::parse);
    let reason = reader.reason("reason", "the reason", 15, REASON);
    reader.finish(|| {
        Some(ChangeRoad {
            to: to?,
            reason: reason?,
        })
    })
}

/// Reads a date a clock depends on.
///
/// # Errors
/// The form with every error.
pub fn date(form: FormState) -> Result<RecordDate, FormState> {
    let mut reader = Reader::new(form);
    let what = reader.choice("what", "which date it is", ClockDate::parse);
    let name = if what == Some(ClockDate::ExternalDeadline) {
        reader.required_text("name", "what the deadline is and who set it", 120)
    } else {
        None
    };
    let on = reader.date("on", "the date");
    let reason = reader.required_lines("reason", "how it is known", REASON);
    reader.finish(|| {
        Some(RecordDate {
            what: what?,
            name,
            on: on?,
            reason: reason?,
        })
    })
}

/// Reads a step along the stages.
///
/// # Errors
/// The form with every error.
pub fn step(form: FormState) -> Result<MoveOn, FormState> {
    let mut reader = Reader::new(form);
    let step = reader.choice("step", "a step", Step::parse);
    let pages = match step {
        Some(Step::FinishGathering) => reader
            .count("pages", "how many pages came in", 0..=999_999)
            .and_then(|pages| u32::try_from(pages).ok()),
        _ => None,
    };
    let reason = match step {
        Some(Step::ReturnToVerifying | Step::ReturnToGathering) => {
            reader.required_lines("reason", "why it goes back", REASON)
        }
        _ => None,
    };
    reader.finish(|| {
        Some(MoveOn {
            step: step?,
            pages,
            reason,
        })
    })
}
