//! Holds: while one is open, nothing leaves.

use super::open::OpenRequest;
use super::record::{close_fact, open_fact, record};
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{Event, FactKind, HoldGround, OpenFact, WhoseMove};
use crate::requests::rules::holds::{Lifting, may_lift};
use crate::requests::store::{self, StoredFact};
use crate::staff::model::{Actor, Permission};

/// Stops whatever would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceHold {
    /// Which kind of reason it is.
    pub ground: HoldGround,
    /// Why.
    pub reason: String,
    /// Who has to act for it to end.
    pub waiting_on: WhoseMove,
}

/// Ends the hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiftHold {
    /// Why.
    pub reason: String,
}

/// Places a hold. It stops no clock of the law (R14): only the release.
///
/// # Errors
/// A refusal when one is open already or the request is closed.
pub fn place_hold(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &PlaceHold,
) -> Result<(), CommandError> {
    let fact = OpenFact {
        kind: FactKind::LegalHold,
        waiting_on: command.waiting_on,
        due_on: None,
    };
    let id = open_fact(tx, open, actor.staff_id, fact, &command.reason)?;
    store::set_fact_detail(tx, id, command.ground.as_str())?;
    let event = Event::HoldPlaced {
        reason: command.reason.clone(),
        waiting_on: command.waiting_on,
        ground: Some(command.ground),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Lifts the hold: another person than who placed it, and the privacy office what it has to see (T47, A36, A41).
///
/// # Errors
/// A refusal when none is open, or this person may not lift it.
pub fn lift_hold(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &LiftHold,
) -> Result<(), CommandError> {
    for lifting in liftings(actor, open) {
        may_lift(lifting)?;
    }
    let kind = FactKind::LegalHold;
    close_fact(tx, open, actor.staff_id, kind, &command.reason)?;
    let event = Event::HoldLifted {
        reason: command.reason.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Whether this person may lift every hold that is open.
pub(super) fn may_lift_open(actor: &Actor, open: &OpenRequest) -> bool {
    liftings(actor, open).all(|lifting| may_lift(lifting).is_ok())
}

/// The open holds, as this person would lift them. One without a ground is a legal one; a ground nobody knows is treated as
/// the strictest.
fn liftings<'a>(actor: &'a Actor, open: &'a OpenRequest) -> impl Iterator<Item = Lifting> + 'a {
    let holds = |fact: &&StoredFact| fact.kind == FactKind::LegalHold && fact.closed.is_none();
    open.facts.iter().filter(holds).map(|fact| {
        let ground = fact.detail.as_deref();
        Lifting {
            ground: ground.map_or(HoldGround::Legal, |word| {
                HoldGround::parse(word).unwrap_or(HoldGround::Privacy)
            }),
            placed_by: fact.opened_by,
            actor: actor.staff_id,
            lifts: actor.may(Permission::LiftHolds),
            decides_privacy: actor.may(Permission::DecidePrivacy),
        }
    })
}
