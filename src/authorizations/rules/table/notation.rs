//! The notation the rows are written in, and the sets of roads they name.

use crate::authorizations::model::{
    Applies, Ask, AskKind, Check, CheckId, Escalation, Flag, Severity,
};
use crate::clarifications::model::AnswerBy;
use crate::facilities::model::StateLaw;
use crate::requests::model::Road;
use crate::words::FixedText;

/// AUTH, ATT, DIS: a third party stands on a signed authorization.
pub const SIGNED: &[Road] = &[Road::Authorization, Road::Attorney, Road::DisabilityAgency];

/// "All AUTH": every road that stands on an authorization, research included.
pub const ALL_SIGNED: &[Road] = &[
    Road::Authorization,
    Road::Attorney,
    Road::DisabilityAgency,
    Road::Research,
];

/// "All": every road but PA and PR, on which only rows marked PA or PR are asked.
pub const EVERY: &[Road] = &[
    Road::ThirdPartyDirective,
    Road::Authorization,
    Road::Attorney,
    Road::ContinuityOfCare,
    Road::Payer,
    Road::DisabilityAgency,
    Road::Government,
    Road::Subpoena,
    Road::WorkersCompensation,
    Road::Research,
    Road::MedicalForm,
    Road::Amendment,
    Road::Accounting,
    Road::InboundRecords,
    Road::PortalProxy,
];

/// Every road, own access included.
pub const EVERY_AND_ACCESS: &[Road] = Road::ALL;

const NOTHING: FixedText = FixedText::new("", "");

impl Check {
    /// A row that is asked everywhere but on own access and makes the paper defective when it fails.
    pub(super) const fn new(id: CheckId, question: &'static str, rule: &'static str) -> Self {
        Self {
            id,
            question,
            hint: "",
            rule,
            applies: Applies {
                roads: EVERY,
                state: None,
                or_flags: &[],
                unless: &[],
            },
            severity: Severity::Fatal,
            stricter: None,
            always_answered: &[],
            answered_with: &[],
            escalation: None,
            ask: Ask {
                kind: AskKind::Inside,
                text: NOTHING,
            },
            clerk: "",
        }
    }

    /// How to judge it.
    pub(super) const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// Asked on these roads.
    pub(super) const fn on(mut self, roads: &'static [Road]) -> Self {
        self.applies.roads = roads;
        self
    }

    /// Asked in this state only.
    pub(super) const fn only_in(mut self, state: StateLaw) -> Self {
        self.applies.state = Some(state);
        self
    }

    /// Asked on any other road, own access excepted, if one of these is known.
    pub(super) const fn or_with(mut self, flags: &'static [Flag]) -> Self {
        self.applies.or_flags = flags;
        self
    }

    /// Never asked if one of these is known.
    pub(super) const fn unless(mut self, flags: &'static [Flag]) -> Self {
        self.applies.unless = flags;
        self
    }

    /// What a failure does, if it is not fatal.
    pub(super) const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// What a failure does in a state where that is stricter.
    pub(super) const fn stricter_in(mut self, state: StateLaw, severity: Severity) -> Self {
        self.stricter = Some((state, severity));
        self
    }

    /// "Does not apply" is no answer on these roads.
    pub(super) const fn always_answered_on(mut self, roads: &'static [Road]) -> Self {
        self.always_answered = roads;
        self
    }

    /// "Does not apply" is no answer if one of these is known.
    pub(super) const fn answered_with(mut self, flags: &'static [Flag]) -> Self {
        self.answered_with = flags;
        self
    }

    /// Who in the house must see a failure.
    pub(super) const fn escalate(mut self, to: Escalation) -> Self {
        self.escalation = Some(to);
        self
    }

    /// The letter asks for this, in English and in Spanish.
    pub(super) const fn asks(mut self, by: AnswerBy, en: &'static str, es: &'static str) -> Self {
        self.ask = Ask {
            kind: AskKind::Send(by),
            text: FixedText::new(en, es),
        };
        self
    }

    /// The letter asks for the further permission, in the one sentence that tells no category.
    pub(super) const fn asks_further_permission(mut self) -> Self {
        self.ask = Ask {
            kind: AskKind::Send(AnswerBy::SignedPaper),
            text: FURTHER_PERMISSION,
        };
        self
    }

    /// The letter asks for a new authorization on a compliant form.
    pub(super) const fn asks_compliant_form(mut self) -> Self {
        self.ask = Ask {
            kind: AskKind::Send(AnswerBy::SignedPaper),
            text: COMPLIANT_FORM,
        };
        self
    }

    /// The letter tells this; nothing is to be sent back.
    pub(super) const fn tells(mut self, en: &'static str, es: &'static str) -> Self {
        self.ask = Ask {
            kind: AskKind::Tell,
            text: FixedText::new(en, es),
        };
        self
    }

    /// Nothing goes outside; staff read this.
    pub(super) const fn inside(mut self, words: &'static str) -> Self {
        self.ask = Ask {
            kind: AskKind::Inside,
            text: FixedText::new(words, words),
        };
        self
    }

    /// What the clerk sees.
    pub(super) const fn clerk(mut self, words: &'static str) -> Self {
        self.clerk = words;
        self
    }
}

/// One sentence for every part that needs more, so that the sentence cannot tell which kind of part it is (1.8).
pub const FURTHER_PERMISSION: FixedText = FixedText::new(
    "A part of what was asked for needs a further permission. Please complete and sign the further permission form \
     that we provide.",
    "Una parte de lo que se pidió necesita un permiso adicional. Complete y firme el formulario de permiso adicional \
     que le proporcionamos.",
);

/// One sentence for every statement a form must print, because they are cured together: by a form that has them all.
const COMPLIANT_FORM: FixedText = FixedText::new(
    "The form used does not hold every statement the law requires. Please have a new authorization signed on a form \
     that holds them; ours does.",
    "El formulario usado no contiene todas las declaraciones que exige la ley. Obtenga una nueva autorización firmada \
     en un formulario que las contenga; el nuestro las contiene.",
);
