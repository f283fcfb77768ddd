//! The form of a check: one answer a row, the dates of the paper, what is known besides.

use super::commands::protected_field;
use super::model::{Answer, Answers, CheckId, Ending, Flag, PaperAnswers, ProtectedAnswers};
use super::rules::protected::is_protected;
use crate::form_state::{FormState, Reader};
use crate::requests::model::{AuthorizationEnd, ContactWay};

/// Reads the dates and flags, and the answers to every row of the checklist, by the check's id.
///
/// # Errors
/// The form with a sentence a field.
pub fn check(form: FormState) -> Result<PaperAnswers, FormState> {
    let mut reader = Reader::new(form);
    let signed_on = reader.optional_date("signed_on", "the date beside the signature");
    let expires_on = reader.optional_date("expires_on", "the date it ends");
    let expires_event = reader.optional_text("expires_event", "the event that ends it", 200);
    let flags = reader.choices("flags", "what is known", Flag::parse);
    let mut answers = Answers::new();
    for id in CheckId::ALL {
        let answer = reader.optional_choice(id.as_str(), "an answer", Answer::parse);
        if let Some(answer) = answer {
            answers.insert(*id, answer);
        }
    }
    let mut protected = ProtectedAnswers::new();
    for flag in flags.iter().copied().filter(|flag| is_protected(*flag)) {
        let field = protected_field(flag);
        let answer = reader.optional_choice(&field, "an answer", Answer::parse);
        if let Some(answer) = answer {
            protected.insert(flag, answer);
        }
    }
    reader.finish(|| {
        Some(PaperAnswers {
            answers,
            flags,
            protected,
            signed_on,
            expires_on,
            expires_event,
        })
    })
}

/// The form filled with what was answered before.
pub fn filled(paper: &PaperAnswers) -> FormState {
    let mut form = FormState::empty();
    for (id, answer) in &paper.answers {
        form = form.with(id.as_str(), answer.as_str());
    }
    for (flag, answer) in &paper.protected {
        form = form.with(&protected_field(*flag), answer.as_str());
    }
    for flag in &paper.flags {
        form = form.with("flags", flag.as_str());
    }
    if let Some(on) = paper.signed_on {
        form = form.with_date("signed_on", on);
    }
    if let Some(on) = paper.expires_on {
        form = form.with_date("expires_on", on);
    }
    form.with(
        "expires_event",
        paper.expires_event.clone().unwrap_or_default(),
    )
}

/// Reads that an authorization, or the authority behind it, ended.
///
/// # Errors
/// The form with a sentence a field.
pub fn ending(form: FormState) -> Result<Ending, FormState> {
    let mut reader = Reader::new(form);
    let how = reader.choice("how", "what ended", AuthorizationEnd::parse);
    let on = reader.date("on", "the day it ended");
    let way = reader.choice("way", "how we were told", ContactWay::parse);
    let said_by = reader.required_text("said_by", "who said so", 200);
    reader.finish(|| {
        Some(Ending {
            how: how?,
            on: on?,
            way: way?,
            said_by: said_by?,
        })
    })
}
