//! Something arrives.

use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::came_back;
use crate::trays::model::{Came, Happened, ItemId, Outcome};
use crate::trays::rules::{channel_of, received};
use crate::trays::store::{self, NewItem, Reading};

/// Whether an arrival was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is in its tray now.
    New(ItemId),
    /// It was there already; nothing was added.
    Known(ItemId),
}

/// A letter of ours that did not arrive, as its delivery report says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The word of our message id.
    pub mail: String,
    /// What the report says, as a sentence.
    pub said: String,
}

/// Stores an arrival in its tray, once, and in the same transaction how far its source was read: a crash leaves both or
/// neither (B11). The day of receipt is the local day it reached the hospital (R2). A report that a letter of ours did not
/// arrive is told where that letter stands, and the item goes to its request.
///
/// # Errors
/// When it cannot be stored.
pub fn arrive(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    new: &NewItem,
    reading: Option<&Reading>,
    returned: Option<&Returned>,
) -> Result<Stored, CommandError> {
    if let Some(reading) = reading {
        store::keep_reading(tx, reading)?;
    }
    if let Some(known) = store::find_by_key(tx, &new.key)? {
        tx.subject.detail = Some(format!("tray item {known}, known"));
        return Ok(Stored::Known(known));
    }
    let channel = channel_of(new.tray);
    let received = received(channel, facilities.local(&new.site, new.arrived_at));
    let came = Came {
        to: new.tray,
        channel,
        source: new.source.clone(),
        at: new.arrived_at,
        received_on: received.on,
        received_why: received.why.clone(),
    };
    let id = store::insert_item(tx, new, &came, &received)?;
    let line = (
        Happened::Arrived,
        Some(new.tray.label()),
        new.noticed.as_deref(),
    );
    store::insert_history(tx, id, None, line)?;
    if let Some(returned) = returned {
        tell_returned(tx, facilities, new, returned)?;
    }
    tx.subject.detail = Some(format!("tray item {id}"));
    Ok(Stored::New(id))
}

/// A letter of ours of the same hospital came back: it says so itself, and the item belongs to its request.
fn tell_returned(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    new: &NewItem,
    returned: &Returned,
) -> Result<(), CommandError> {
    let site = std::slice::from_ref(&new.site);
    let Some((request, reference)) = came_back(tx, facilities, &returned.mail, &returned.said)?
    else {
        return Ok(());
    };
    let item = store::get_item(tx, &new.public_id, site)?;
    store::settle_item(tx, &item, (Outcome::Added, None), Some(request), None, None)?;
    tx.subject.request_id = Some(request.0);
    let became = [Outcome::Added.label(), ": ", &reference].concat();
    let line = (
        Happened::Settled,
        Some(became.as_str()),
        Some("It reports on a letter of this request."),
    );
    store::insert_history(tx, item.id, None, line)?;
    Ok(())
}
