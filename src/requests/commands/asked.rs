//! Changes of what is asked for and of who receives it, after a request was logged.

use super::open::OpenRequest;
use super::record::record;
use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Catalogue;
use crate::requests::model::{Event, Format, NewRequest, Purpose, Recipient, Scope, Want};
use crate::requests::store;
use crate::staff::model::Actor;

/// What is asked for from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeScope {
    /// Copies, inspection, a summary.
    pub wants: Vec<Want>,
    /// Record types, dates of service, facilities.
    pub scope: Scope,
    /// The form of copies.
    pub format: Option<Format>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// Why it changed.
    pub reason: String,
    /// The names of its codes, for the timeline.
    pub catalogue: Catalogue,
}

/// Who receives it from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRecipients {
    /// All of them.
    pub recipients: Vec<Recipient>,
    /// Why they changed.
    pub reason: String,
}

/// Changes what is asked for (S5). What was checked was checked for something else: verifying starts again (B13).
///
/// # Errors
/// An error of the form when nothing changes; a refusal when the request is closed.
pub fn change_scope(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &ChangeScope,
) -> Result<(), CommandError> {
    let before = open.request.asked.clone();
    let asked = &mut open.request.asked;
    asked.wants.clone_from(&command.wants);
    asked.scope.clone_from(&command.scope);
    asked.format = command.format;
    asked.purpose = command.purpose;
    if *asked == before {
        return Err(CommandError::field(
            "",
            "It is asked for like this already.",
        ));
    }
    let event = Event::ScopeChanged {
        from: in_words(&before, &command.catalogue),
        to: in_words(asked, &command.catalogue),
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Everything the change can touch, in one line.
fn in_words(asked: &NewRequest, catalogue: &Catalogue) -> String {
    let mut parts: Vec<String> = asked.wants.iter().map(|w| w.label().to_owned()).collect();
    parts.push(asked.scope.in_words(|code| catalogue.name(code)));
    parts.extend(asked.format.map(|format| format.label().to_owned()));
    parts.extend(asked.purpose.map(|purpose| purpose.label().to_owned()));
    parts.join("; ")
}

/// Changes who receives it (A06). Who is owed a copy by rule stays on it (S64). Verifying starts again (B13).
///
/// # Errors
/// An error of the form when nothing changes; a refusal when a copy owed by rule would be lost, or the request is closed.
pub fn change_recipients(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &ChangeRecipients,
) -> Result<(), CommandError> {
    let before = &open.request.asked.recipients;
    let owed: Vec<&Recipient> = before.iter().filter(|one| one.copy_by_rule).collect();
    let named = |name: &str| command.recipients.iter().any(|one| one.name == name);
    if owed.iter().any(|one| !named(&one.name)) {
        return Err(CommandError::refused(
            "S64",
            "The patient is owed a copy of this by rule: change how it goes, but keep the patient's name.",
        ));
    }
    let mut recipients = command.recipients.clone();
    for one in &mut recipients {
        one.copy_by_rule = owed.iter().any(|old| old.name == one.name);
    }
    if recipients == *before {
        return Err(CommandError::field("", "These are the recipients already."));
    }
    store::remove_recipients(tx, open.request.id)?;
    store::insert_recipients(tx, open.request.id, &recipients)?;
    let event = Event::RecipientsChanged {
        count: u32::try_from(recipients.len()).unwrap_or(u32::MAX),
        deliveries: recipients.iter().map(|one| one.delivery).collect(),
        reason: command.reason.clone(),
    };
    open.request.asked.recipients = recipients;
    record(tx, open, Some(actor.staff_id), &event)
}
