//! One row of the checklist table.

use super::{CheckId, Escalation, Flag, Part};
use crate::clarifications::model::AnswerBy;
use crate::facilities::model::StateLaw;
use crate::requests::model::Road;
use crate::words::FixedText;

/// What a failed check does to the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Defective: nothing may be released on it.
    Fatal,
    /// Defective for one part: the rest goes, that part stays.
    FatalForPart(Part),
    /// Must be settled before anything goes on.
    Clarify,
    /// To be seen; holds nothing up.
    Warn,
    /// Everything waits for somebody in the house.
    Hold,
    /// The request is on the wrong road.
    Route,
}

impl Severity {
    /// The letter or word of the rule sheet: F, C, W, hold, route.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fatal | Self::FatalForPart(_) => "F",
            Self::Clarify => "C",
            Self::Warn => "W",
            Self::Hold => "hold",
            Self::Route => "route",
        }
    }

    /// In words for staff.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fatal => "Defective",
            Self::FatalForPart(_) => "Defective for that part",
            Self::Clarify => "To be clarified",
            Self::Warn => "Warning",
            Self::Hold => "On hold",
            Self::Route => "Wrong road",
        }
    }

    /// The part that is withheld, when only a part is.
    pub const fn part(self) -> Option<Part> {
        match self {
            Self::FatalForPart(part) => Some(part),
            _ => None,
        }
    }
}

/// When a row is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applies {
    /// On these roads.
    pub roads: &'static [Road],
    /// In this state only.
    pub state: Option<StateLaw>,
    /// On any road but own access, if one of these is known.
    pub or_flags: &'static [Flag],
    /// Never if one of these is known.
    pub unless: &'static [Flag],
}

/// To whom the words of a row go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskKind {
    /// The letter asks for something to be sent back, in this way at least.
    Send(AnswerBy),
    /// The letter tells it; nothing is to be sent back.
    Tell,
    /// Nothing is asked or told outside; the words are for staff.
    Inside,
}

/// What a failed check asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// To whom.
    pub kind: AskKind,
    /// The sentence. No sensitive category, no name, no record type of this patient (T51, 1.8).
    pub text: FixedText,
}

/// One row of the table: a check and everything the desk must know about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Its id.
    pub id: CheckId,
    /// The question to the specialist.
    pub question: &'static str,
    /// How to judge it.
    pub hint: &'static str,
    /// Where it comes from.
    pub rule: &'static str,
    /// When it is asked.
    pub applies: Applies,
    /// What a failure does.
    pub severity: Severity,
    /// What a failure does in one state where that is stricter.
    pub stricter: Option<(StateLaw, Severity)>,
    /// Roads on which "does not apply" is no answer.
    pub always_answered: &'static [Road],
    /// Flags with which "does not apply" is no answer; those of protected kinds stand in the table of protections.
    pub answered_with: &'static [Flag],
    /// Who in the house must see a failure.
    pub escalation: Option<Escalation>,
    /// What a failure asks for.
    pub ask: Ask,
    /// What the clerk sees when it failed.
    pub clerk: &'static str,
}
