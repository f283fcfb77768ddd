//! What staff can do with a drop-box session: begin it, agree on the count, log what was found, say what became of each
//! item, close it.

mod items;
mod sessions;

pub use items::{
    Aside, Attach, SettledAs, aside, attach, correct, log_item, mark_mistake, settle_as_logged,
};
pub use sessions::{
    Begin, CorrectCount, OtherSecond, begin, change_second, close, confirm, correct_count,
    end_as_mistake,
};

use chrono::NaiveDateTime;

use crate::calendar::plural;
use crate::db::{StoreError, Tx};
use crate::drop_box::model::{Emptying, EmptyingId, Happened, HistoryLine, Session, Version};
use crate::drop_box::store;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::staff::model::Actor;

/// Opens a session of one of the person's sites for a change. `version` is the one the person saw; none where the change
/// does not depend on what was seen.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike; `Stale` when it was changed since it was seen.
fn opened(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    version: Option<Version>,
) -> Result<Session, StoreError> {
    let session = store::get_session(tx, public_id, &actor.sites)?;
    about(tx, session.emptying.id);
    match version {
        Some(seen) if seen != session.emptying.version => Err(StoreError::Stale),
        _ => Ok(session),
    }
}

/// The evidence names the session, whatever else it names.
fn about(tx: &mut Tx<'_>, emptying: EmptyingId) {
    tx.subject.detail = Some(format!("drop box {emptying}"));
}

/// A line of history at this moment by this person, still without its particulars.
fn line(tx: &Tx<'_>, actor: &Actor, what: Happened) -> HistoryLine {
    HistoryLine {
        at: tx.now(),
        by: actor.name.clone(),
        what,
        item: None,
        was: None,
        became: None,
        why: None,
    }
}

/// Keeps a line of history with its session.
fn keep_line(
    tx: &mut Tx<'_>,
    actor: &Actor,
    emptying: EmptyingId,
    told: &HistoryLine,
) -> Result<(), CommandError> {
    Ok(store::insert_history(tx, emptying, actor.staff_id, told)?)
}

fn envelopes(count: i64) -> String {
    plural(count, "envelope")
}

/// Both emptyings in local time (R1): the one before and this one.
fn times(facilities: &Facilities, emptying: &Emptying) -> (NaiveDateTime, NaiveDateTime) {
    let local = |at| facilities.local(&emptying.site, at);
    (local(emptying.previous_at), local(emptying.emptied_at))
}
