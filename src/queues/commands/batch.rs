//! Giving many requests another owner at once: chosen on a list, tried, carried out row by row, undone (B31).

use crate::db::{StoreError, Subject, Tx};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::queues::model::{Batch, BatchRow, Chosen, NewOwner, Outcome};
use crate::queues::store;
use crate::requests::commands::{Assign, OpenRequest, PutBack, assign, give_back, open, put_back};
use crate::requests::model::RequestVersion;
use crate::staff::model::Actor;

/// The most requests of one batch: the rows of a page of a list.
const MOST: usize = store::PAGE;

/// Whose the chosen requests are to become, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Give {
    /// The new owner.
    pub to: NewOwner,
    /// Why; needed for each that has an owner.
    pub reason: Option<String>,
}

/// Freezes what was checked on a list.
///
/// # Errors
/// A refusal when nothing was checked, or more than a page.
pub fn choose(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    came_from: &str,
    chosen: &[Chosen],
    to: Option<&NewOwner>,
) -> Result<(), CommandError> {
    if chosen.is_empty() {
        return Err(CommandError::refused(
            "B31",
            "No request was checked. Go back to the list and check at least one.",
        ));
    }
    if chosen.len() > MOST {
        return Err(CommandError::refused(
            "B31",
            "More requests were checked than stand on one page of a list. Check fewer.",
        ));
    }
    let (staff_id, sites) = (actor.staff_id, &actor.sites);
    store::insert_batch(tx, public_id, staff_id, came_from, chosen, sites)?;
    if let Some(to) = to {
        let batch = store::get_batch(tx, public_id, staff_id)?;
        store::set_owner(tx, &batch, to, None)?;
    }
    tx.subject.detail = Some(["batch ", public_id].concat());
    Ok(())
}

/// Says whose the requests become, so that the page can show what would happen to each.
///
/// # Errors
/// A refusal when the batch was carried out already.
pub fn set_owner(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    give: &Give,
) -> Result<Batch, CommandError> {
    let batch = store::get_batch(tx, public_id, actor.staff_id)?;
    if batch.ran_at.is_some() {
        return Err(CommandError::refused(
            "B31",
            "This was carried out already; its page says what became of each request.",
        ));
    }
    store::set_owner(tx, &batch, &give.to, give.reason.as_deref())?;
    tx.subject.detail = Some(["batch ", public_id].concat());
    Ok(store::get_batch(tx, public_id, actor.staff_id)?)
}

/// Gives every request of a batch to its new owner, or writes down why not; one that was changed since it was chosen
/// stays as it is.
///
/// # Errors
/// A refusal when the batch was carried out already; `Stale` when somebody is changing one of the requests right now:
/// then nothing was changed.
pub fn run(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    public_id: &str,
    give: &Give,
) -> Result<(), CommandError> {
    let batch = set_owner(tx, actor, public_id, give)?;
    for row in store::list_batch_rows(tx, batch.id, &actor.sites)? {
        let opened = opened(tx, facilities, actor, &row, row.seen)?;
        let Some(mut request) = opened else {
            let why = "Somebody changed it after it was chosen. Look at it again.";
            store::finish_row(tx, &batch, &row, Outcome::Changed, Some(why), None)?;
            continue;
        };
        let given = match &give.to {
            NewOwner::Person(id) => {
                let (to, reason) = (id.clone(), give.reason.clone());
                assign(tx, &mut request, actor, &Assign { to, reason })
            }
            NewOwner::Nobody => {
                let reason = give.reason.clone().unwrap_or_else(String::new);
                put_back(tx, &mut request, actor, &PutBack { reason })
            }
        };
        let (outcome, why) = told(given, Outcome::Done, Outcome::Refused)?;
        let done = (outcome == Outcome::Done).then_some(request.request.version);
        store::finish_row(tx, &batch, &row, outcome, why.as_deref(), done)?;
    }
    store::set_ran(tx, &batch)?;
    about(tx, public_id);
    Ok(())
}

/// Gives every request that the batch changed back to who owned it before, while nothing else happened to it.
///
/// # Errors
/// A refusal when the batch was not carried out or was undone already; `Stale` as in [`run`].
pub fn undo(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    public_id: &str,
) -> Result<(), CommandError> {
    let batch = store::get_batch(tx, public_id, actor.staff_id)?;
    if batch.ran_at.is_none() || batch.undone_at.is_some() {
        return Err(CommandError::refused(
            "B31",
            "There is nothing to undo: it was not carried out, or it was undone already.",
        ));
    }
    for row in store::list_batch_rows(tx, batch.id, &actor.sites)? {
        let Some(version) = row.done else { continue };
        let opened = opened(tx, facilities, actor, &row, version)?;
        let Some(mut request) = opened else {
            let why = "Something happened to it since; it keeps its owner.";
            store::finish_row(tx, &batch, &row, Outcome::Kept, Some(why), row.done)?;
            continue;
        };
        let given = give_back(tx, &mut request, actor, row.owner_before);
        let (outcome, why) = told(given, Outcome::Undone, Outcome::Kept)?;
        store::finish_row(tx, &batch, &row, outcome, why.as_deref(), row.done)?;
    }
    store::set_undone(tx, &batch)?;
    about(tx, public_id);
    Ok(())
}

/// The request of a row as it was seen; none when it was changed since or is at no site of theirs any more.
fn opened(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    row: &BatchRow,
    seen: RequestVersion,
) -> Result<Option<OpenRequest>, StoreError> {
    let found = open(tx, facilities, &row.row.public_id, &actor.sites, Some(seen));
    match found {
        Ok(request) => Ok(Some(request)),
        Err(StoreError::Stale | StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a change of one request means for its row; a refusal is the row's, everything else is everybody's.
fn told(
    given: Result<(), CommandError>,
    done: Outcome,
    not: Outcome,
) -> Result<(Outcome, Option<String>), CommandError> {
    match given {
        Ok(()) => Ok((done, None)),
        Err(CommandError::Refused(refusal)) => Ok((not, Some(refusal.text))),
        Err(CommandError::Fields(errors)) => {
            Ok((not, errors.into_iter().next().map(|error| error.text)))
        }
        Err(error) => Err(error),
    }
}

/// The evidence names the batch; its rows name the requests.
fn about(tx: &mut Tx<'_>, public_id: &str) {
    tx.subject = Subject {
        detail: Some(["batch ", public_id].concat()),
        ..Subject::default()
    };
}
