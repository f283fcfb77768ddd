//! What happens to an item of a tray: it arrives, is moved to the right tray, becomes a request, is added to one, is set
//! aside, and what follows from mail on a closed request is decided.

mod arrive;
mod given;
mod look;
mod settle;

pub use arrive::{Returned, Stored, arrive};
pub use look::look;
pub use settle::{
    Add, Described, Move, SettledAs, add, aside, follow_up, move_item, settle_as_logged,
};

use crate::db::{StoreError, Tx};
use crate::error::CommandError;
use crate::staff::model::Actor;
use crate::trays::model::{Happened, Item, Version};
use crate::trays::store;

/// Keeps a line of what a person did with an item.
fn keep_history(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item: &Item,
    line: (Happened, Option<&str>, Option<&str>),
) -> Result<(), CommandError> {
    store::insert_history(tx, item.id, Some(actor.staff_id), line)?;
    Ok(())
}

/// Opens an item of one of the person's sites for a change, as the person saw it.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; `Stale` when it was changed since it was seen.
fn opened(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: Version,
) -> Result<Item, StoreError> {
    let item = store::get_item(tx, public_id, &actor.sites)?;
    tx.subject.detail = Some(format!("tray item {}", item.id));
    if item.version == seen {
        Ok(item)
    } else {
        Err(StoreError::Stale)
    }
}
