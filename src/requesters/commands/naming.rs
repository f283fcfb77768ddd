//! Saying who asks: the entry of the address book a request names, and the requester's own reference.

use crate::db::Tx;
use crate::error::CommandError;
use crate::requesters::model::{AddressKind, Entry, KeptAddress};
use crate::requesters::store;
use crate::requests::commands::{OpenRequest, find_anew, record};
use crate::requests::model::{Event, RequesterAsWritten};
use crate::staff::model::Actor;

/// Who asks, from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRequester {
    /// The entry of the address book, by outer id; none for somebody who is not in it.
    pub entry: Option<String>,
    /// The requester's own reference.
    pub own_reference: Option<String>,
}

/// Names a requester of the address book; what is not known about where it is reached comes from there, the name stays as
/// written. Nothing that was checked depends on it, so the request stays where it stands (B17, B19).
///
/// # Errors
/// A field's error when the entry is gone or nothing changes; the workflow's refusal.
pub fn name(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &NameRequester,
) -> Result<(), CommandError> {
    let entry = match &command.entry {
        None => None,
        Some(id) => {
            let found = store::find_entry(tx, &open.request.organization, id)?;
            Some(found.ok_or_else(|| {
                CommandError::field(
                    "in_book",
                    "The chosen requester is no longer in the address book. Choose again.",
                )
            })?)
        }
    };
    let before = open.request.asked.requester.clone();
    let who = &mut open.request.asked.requester;
    who.id = None;
    who.reference.clone_from(&command.own_reference);
    if let Some(entry) = &entry {
        let addresses = store::list_addresses(tx, &[entry.id])?;
        reached_as_in_book(who, entry, &addresses);
    }
    if *who == before {
        return Err(CommandError::field("", "It says all of this already."));
    }
    let event = Event::RequesterNamed {
        in_book: entry.is_some(),
        own_reference: command.own_reference.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)?;
    find_anew(tx, open)
}

/// Names the entry, and fills in what was not written about where it is reached: the newest address in use of each kind.
pub fn reached_as_in_book(who: &mut RequesterAsWritten, entry: &Entry, addresses: &[KeptAddress]) {
    let known = |kind: AddressKind| {
        let used = |one: &&KeptAddress| one.address.kind == kind && one.withdrawn.is_none();
        let last = addresses.iter().rfind(used);
        last.map(|one| one.address.text.clone())
    };
    who.id = Some(entry.id.0);
    who.phone = who.phone.take().or_else(|| known(AddressKind::Phone));
    who.email = who.email.take().or_else(|| known(AddressKind::Email));
    who.address = who.address.take().or_else(|| known(AddressKind::Mail));
}
