//! What becomes of an item.

use super::given::give;
use super::{keep_history, opened};
use crate::db::Tx;
use crate::documents::model::{Description, PaperRole};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::commands::{OpenRequest, open};
use crate::requests::model::Stage;
use crate::requests::store::find_by_reference;
use crate::staff::model::Actor;
use crate::trays::model::{FollowUp, Happened, Item, Outcome, Tray, Version};
use crate::trays::{rules, store};
use crate::words::Reference;

/// What a person says a paper of an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The paper, by outer id.
    pub paper: String,
    /// What it shows.
    pub description: Description,
}

/// Adds an item to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Add {
    /// The request.
    pub to: Reference,
    /// What its papers are for it.
    pub role: PaperRole,
    /// What each paper shows.
    pub described: Vec<Described>,
}

/// Moves an item to another tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where it belongs.
    pub to: Tray,
}

/// The request an item became through the form of intake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettledAs<'a> {
    /// A new one, by outer id.
    New(&'a str),
    /// It had come before: its papers were added to that one, by outer id.
    SameAs(&'a str),
}

/// Moves what came into the wrong box to the right tray (S57). The day of receipt stays that of the first box (R2).
///
/// # Errors
/// A refusal when it does not wait any more; `Stale`; `NotFound`.
pub fn move_item(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: Version,
    command: &Move,
) -> Result<(), CommandError> {
    let item = opened(tx, actor, public_id, seen)?;
    rules::may_move(&item, command.to)?;
    store::set_tray(tx, &item, command.to)?;
    let line = (Happened::Moved, Some(command.to.label()), None);
    keep_history(tx, actor, &item, line)
}

/// Adds an item to a request of the person's sites: its papers go there, and the timeline says where they came from. A
/// closed request takes it too, and then somebody has to decide what follows.
///
/// # Errors
/// A field's error when there is no such request here; a refusal when the item is settled; `Stale`; `NotFound`.
pub fn add(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    public_id: &str,
    seen: Version,
    command: &Add,
) -> Result<(), CommandError> {
    let item = opened(tx, actor, public_id, seen)?;
    rules::may_settle(&item)?;
    let found = find_by_reference(tx, command.to, &actor.sites)?
        .ok_or_else(|| CommandError::field("to", "No request at your sites has this reference."))?;
    let mut request = open(tx, facilities, &found.public_id, &actor.sites, None)?;
    let papers = (command.described.as_slice(), Some(command.role));
    give(tx, facilities, actor, &item, &mut request, papers)?;
    settle(tx, actor, &item, Outcome::Added, &request)
}

/// Marks an item as the request it became through the form of intake, in the same transaction, and gives it its papers.
///
/// # Errors
/// A refusal when the item is settled already; `Stale`; `NotFound`.
pub fn settle_as_logged(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    (public_id, seen): (&str, Version),
    became: SettledAs<'_>,
    described: &[Described],
) -> Result<(), CommandError> {
    let item = opened(tx, actor, public_id, seen)?;
    rules::may_settle(&item)?;
    let (request, outcome) = match became {
        SettledAs::New(id) => (id, Outcome::NewRequest),
        SettledAs::SameAs(id) => (id, Outcome::Added),
    };
    let mut request = open(tx, facilities, request, &actor.sites, None)?;
    give(
        tx,
        facilities,
        actor,
        &item,
        &mut request,
        (described, None),
    )?;
    settle(tx, actor, &item, outcome, &request)
}

fn settle(
    tx: &mut Tx<'_>,
    actor: &Actor,
    item: &Item,
    outcome: Outcome,
    request: &OpenRequest,
) -> Result<(), CommandError> {
    let found = &request.request;
    let closed = outcome == Outcome::Added && found.stage == Stage::Closed;
    let follow_up = closed.then_some(FollowUp::Open);
    let by = Some(actor.staff_id);
    store::settle_item(tx, item, (outcome, None), Some(found.id), by, follow_up)?;
    tx.subject.request_id = Some(found.id.0);
    tx.subject.patient_id = found.asked.patient.id;
    let became = format!("{}: {}", outcome.label(), found.reference);
    let line = (Happened::Settled, Some(became.as_str()), None);
    keep_history(tx, actor, item, line)
}

/// Sets an item aside with the reason. It stays, with its papers, and can be taken up again.
///
/// # Errors
/// A refusal when the item is settled; `Stale`; `NotFound`.
pub fn aside(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: Version,
    why: &str,
) -> Result<(), CommandError> {
    let item = opened(tx, actor, public_id, seen)?;
    rules::may_settle(&item)?;
    let (outcome, by) = (Outcome::SetAside, Some(actor.staff_id));
    store::settle_item(tx, &item, (outcome, Some(why)), None, by, None)?;
    let line = (Happened::Settled, Some(outcome.label()), Some(why));
    keep_history(tx, actor, &item, line)
}

/// Writes down what was decided about mail on a closed request.
///
/// # Errors
/// A refusal when nothing waits for a decision; `Stale`; `NotFound`.
pub fn follow_up(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: Version,
    decided: &str,
) -> Result<(), CommandError> {
    let item = opened(tx, actor, public_id, seen)?;
    rules::may_follow_up(&item)?;
    store::set_followed_up(tx, &item)?;
    tx.subject.request_id = item.request_id.map(|id| id.0);
    let line = (Happened::FollowedUp, None, Some(decided));
    keep_history(tx, actor, &item, line)
}
