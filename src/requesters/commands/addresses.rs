//! The addresses of an entry: added, changed, verified, known to have received something, withdrawn.

use chrono::NaiveDate;

use super::{Which, happened, keep, opened, with_address};
use crate::db::{StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::requesters::model::{AddressKind, Happened, ProofMethod, RequesterEvent, RequesterId};
use crate::requesters::store;
use crate::staff::model::Actor;
use crate::words::{dates, sentence};

/// An address to be added, tidied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddAddress {
    /// What kind.
    pub kind: AddressKind,
    /// The address.
    pub text: String,
}

/// An address as it is typed from now on; it is tidied by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeAddress {
    /// The address as typed.
    pub text: String,
    /// How it is known.
    pub why: String,
}

/// How an address was shown to be the requester's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prove {
    /// How.
    pub method: ProofMethod,
    /// When.
    pub proved_on: NaiveDate,
    /// With whom somebody spoke, where the number was found.
    pub said: Option<String>,
}

/// That something sent to an address is known to have arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// When it arrived.
    pub arrived_on: NaiveDate,
    /// How it is known: the fax machine's report, an answer.
    pub why: String,
}

/// That an address is not used any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// Why.
    pub why: String,
}

const HELD: &str = "The requester has this address already.";

/// Adds an address nobody has verified yet.
///
/// # Errors
/// A field's error when the requester has it already; `Stale`; `NotFound`.
pub fn add(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: &Which,
    command: &AddAddress,
) -> Result<(), CommandError> {
    let entry = opened(tx, which)?;
    store::touch_entry(tx, &entry)?;
    add_to(
        tx,
        actor,
        entry.id,
        (command.kind, &command.text),
        which.today,
    )
}

/// Adds an address to an entry, with its line of history.
pub(super) fn add_to(
    tx: &mut Tx<'_>,
    actor: &Actor,
    requester: RequesterId,
    (kind, text): (AddressKind, &str),
    today: NaiveDate,
) -> Result<(), CommandError> {
    store::add_address(tx, requester, &new_public_id()?, (kind, text), today).map_err(held)?;
    let line = kind.in_a_line(text);
    let happened = happened(RequesterEvent::AddressAdded, None, Some(line));
    let by = Some(actor.staff_id);
    Ok(store::insert_history(tx, requester, by, &happened)?)
}

fn held(error: StoreError) -> CommandError {
    match error {
        StoreError::Constraint { .. } => CommandError::field("text", HELD),
        other => other.into(),
    }
}

/// Changes an address. It has to be verified anew, and what it was stays as an address that is not used any more, so that a
/// letter to it is noticed (A40).
///
/// # Errors
/// A field's error when the text cannot be sent to, nothing changes, or the requester has it already; `Stale`; `NotFound`.
pub fn change_address(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: &Which,
    command: &ChangeAddress,
) -> Result<(), CommandError> {
    let was = with_address(tx, which)?;
    let kind = was.address.kind;
    let text = kind
        .tidy(&command.text)
        .map_err(|bad| CommandError::field("text", sentence(&bad.to_string())))?;
    if kind.compared(&text) == kind.compared(&was.address.text) {
        return Err(CommandError::field("text", HELD));
    }
    store::change_text(tx, &was, &text, which.today).map_err(held)?;
    let why = ["Changed to ", &text.replace('\n', ", "), ". ", &command.why].concat();
    store::insert_withdrawn(tx, &new_public_id()?, &was, which.today, &why)?;
    let became = Some(kind.in_a_line(&text));
    let happened = Happened {
        why: Some(command.why.clone()),
        ..happened(
            RequesterEvent::AddressChanged,
            Some(was.in_a_line()),
            became,
        )
    };
    keep(tx, actor, &was, happened)
}

/// Verifies an address as it is now. An answered test message has arrived, too.
///
/// # Errors
/// A field's error when it was proved before it was last changed; `Stale`; `NotFound`.
pub fn prove(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: &Which,
    command: &Prove,
) -> Result<(), CommandError> {
    let address = with_address(tx, which)?;
    refuse_early("proved_on", command.proved_on, address.address.changed_on)?;
    let (method, proved_on) = (command.method, command.proved_on);
    let (by, said) = (actor.staff_id, command.said.as_deref());
    store::insert_proof(tx, &address, by, (method, proved_on), said)?;
    if method == ProofMethod::TestMessage {
        store::set_arrived(tx, address.id, proved_on)?;
    }
    let became = [
        &address.in_a_line(),
        ": ",
        method.label(),
        ", ",
        &dates::full(proved_on),
    ];
    let happened = Happened {
        why: command.said.clone(),
        ..happened(RequesterEvent::AddressProved, None, Some(became.concat()))
    };
    keep(tx, actor, &address, happened)
}

fn refuse_early(field: &str, on: NaiveDate, changed_on: NaiveDate) -> Result<(), CommandError> {
    if on >= changed_on {
        return Ok(());
    }
    let text = format!(
        "The address was last changed on {}. What was found before that day says nothing about it.",
        dates::full(changed_on)
    );
    Err(CommandError::field(field, text))
}

/// Notes that something sent to an address is known to have arrived.
///
/// # Errors
/// A field's error for a day before the address was last changed; `Stale`; `NotFound`.
pub fn arrived(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: &Which,
    command: &Arrived,
) -> Result<(), CommandError> {
    let address = with_address(tx, which)?;
    refuse_early("arrived_on", command.arrived_on, address.address.changed_on)?;
    store::set_arrived(tx, address.id, command.arrived_on)?;
    let became = [&address.in_a_line(), ", ", &dates::full(command.arrived_on)];
    let happened = Happened {
        why: Some(command.why.clone()),
        ..happened(RequesterEvent::AddressArrived, None, Some(became.concat()))
    };
    keep(tx, actor, &address, happened)
}

/// Stops using an address; its row stays, so that a letter to it is noticed (A40).
///
/// # Errors
/// `Stale`; `NotFound`.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    which: &Which,
    command: &Withdraw,
) -> Result<(), CommandError> {
    let address = with_address(tx, which)?;
    store::withdraw(tx, address.id, which.today, &command.why)?;
    let happened = Happened {
        why: Some(command.why.clone()),
        ..happened(
            RequesterEvent::AddressWithdrawn,
            Some(address.in_a_line()),
            None,
        )
    };
    keep(tx, actor, &address, happened)
}
