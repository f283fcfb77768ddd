//! What staff can do with the address book: write a requester down, change an entry, and add, change, verify and withdraw
//! addresses; and the second look before something goes to an address.

mod addresses;
mod directory;
mod entry;
mod gate;
mod naming;

pub use addresses::{
    AddAddress, Arrived, ChangeAddress, Prove, Withdraw, add, arrived, change_address, prove,
    withdraw,
};
pub use directory::keep_providers;
pub use entry::{ChangeEntry, Record, change, record};
pub use gate::{Destination, came_back, handed_over, may_send, needs_look};

pub use naming::{NameRequester, name, reached_as_in_book};

use chrono::NaiveDate;

use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::requesters::model::{Entry, Happened, KeptAddress, RequesterEvent, RequesterVersion};
use crate::requesters::store;
use crate::staff::model::Actor;

/// What a change is about: an entry as it was seen and, where it is about one, its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// The hospital whose book it is.
    pub organization: String,
    /// The outer id of the entry.
    pub requester: String,
    /// The outer id of one of its addresses; empty where the change is about the entry.
    pub address: String,
    /// The version that was seen.
    pub seen: RequesterVersion,
    /// The local date of the facility.
    pub today: NaiveDate,
}

/// Opens an entry for a change, as the person saw it.
///
/// # Errors
/// `NotFound` for an unknown entry and another hospital's alike; `Stale` when it was changed since it was seen.
fn opened(tx: &mut Tx<'_>, which: &Which) -> Result<Entry, StoreError> {
    let entry = store::find_entry(tx, &which.organization, &which.requester)?
        .ok_or(StoreError::NotFound)?;
    about(tx, &entry.public_id);
    if entry.version == which.seen {
        Ok(entry)
    } else {
        Err(StoreError::Stale)
    }
}

/// Opens an address in use with its entry, and counts the change.
fn with_address(tx: &mut Tx<'_>, which: &Which) -> Result<KeptAddress, StoreError> {
    let entry = opened(tx, which)?;
    let address = store::get_address(tx, entry.id, &which.address)?;
    store::touch_entry(tx, &entry)?;
    Ok(address)
}

/// The evidence names the entry.
fn about(tx: &mut Tx<'_>, public_id: &str) {
    tx.subject.detail = Some(["requester ", public_id].concat());
}

/// Keeps what a person did with an address in the history of its entry.
fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    address: &KeptAddress,
    happened: Happened,
) -> Result<(), CommandError> {
    let by = Some(actor.staff_id);
    Ok(store::insert_history(tx, address.of, by, &happened)?)
}

/// That something happened to an address: what it was, what it became.
fn happened(what: RequesterEvent, was: Option<String>, became: Option<String>) -> Happened {
    Happened {
        was,
        became,
        ..Happened::new(what)
    }
}
