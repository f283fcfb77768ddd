//! What happens to a transfer: it begins with the request, is sent on, arrives, or stays at the practice.

use chrono::NaiveDate;

use super::model::{Standing, Transfer, Version};
use super::rules::{due_on, may_arrive, may_send};
use super::store::{self, NewTransfer, Shown};
use crate::db::{Read, StoreError, Tx, new_public_id};
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::requests::commands::{OpenRequest, open_by_id, record};
use crate::requests::model::{Event, Request};
use crate::staff::model::Actor;

/// Transfers that are looked through at once.
const MOST: i64 = 500;

/// What is sent on together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendOn {
    /// The transfers, by outer id.
    pub transfers: Vec<String>,
    /// With whom or how they travel.
    pub carried: String,
}

/// Begins the transfer of a request that a practice site received, with the logging of the request: it lies at the practice
/// where the practice logs it, and is at the department already where the department does. Nothing begins in a hospital
/// whose sites do not send on.
///
/// # Errors
/// When it cannot be stored.
pub fn begin(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    by: i64,
    request: &Request,
    place: &str,
) -> Result<(), CommandError> {
    let (here, received_on) = (&request.asked.site, request.asked.received_on);
    let from_here = facilities.sends_on_to(here, received_on);
    let practices = facilities.practices_of(here, received_on);
    let (ways, arrived) = match (from_here, practices.as_slice()) {
        (Some(to), _) => ((here.as_str(), to), None),
        (None, [from, ..]) => ((*from, here.as_str()), Some((request.asked.arrived_at, by))),
        (None, []) => return Ok(()),
    };
    let new = NewTransfer {
        public_id: &new_public_id()?,
        request: request.id,
        ways,
        place,
        received_on,
        arrived,
    };
    Ok(store::insert_transfer(tx, &new)?)
}

/// Sends requests on to the department, together.
///
/// # Errors
/// A refusal that names the first one that does not lie at the practice; `NotFound` for one of a site that is not the
/// person's; `Stale`.
pub fn send_on(tx: &mut Tx<'_>, actor: &Actor, command: &SendOn) -> Result<(), CommandError> {
    for public_id in &command.transfers {
        let transfer = store::get_transfer(tx, public_id, &actor.sites)?;
        of_site(&transfer.from_site, actor)?;
        may_send(&transfer)?;
        store::set_sent(tx, &transfer, &command.carried, actor.staff_id)?;
    }
    tx.subject.detail = Some(format!("sent on: {}", command.transfers.len()));
    Ok(())
}

/// Confirms that requests are at the department: from now on each is one of its own.
///
/// # Errors
/// As [`send_on`].
pub fn arrive(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    transfers: &[String],
) -> Result<(), CommandError> {
    for public_id in transfers {
        let transfer = store::get_transfer(tx, public_id, &actor.sites)?;
        of_site(&transfer.to_site, actor)?;
        may_arrive(&transfer)?;
        store::set_arrived(tx, &transfer, actor.staff_id)?;
        let mut open = open_by_id(tx, facilities, transfer.request)?;
        move_to(tx, facilities, actor, &mut open, &transfer)?;
    }
    tx.subject.detail = Some(format!("arrived: {}", transfers.len()));
    Ok(())
}

/// The request becomes one of the department's. Who had taken it at the practice has it no more.
fn move_to(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    actor: &Actor,
    open: &mut OpenRequest,
    transfer: &Transfer,
) -> Result<(), CommandError> {
    open.request.owner_id = None;
    let to = &transfer.to_site;
    let terms = facilities.terms(to, transfer.received_on);
    open.terms = terms.ok_or(StoreError::NotFound)?;
    let from = std::mem::replace(&mut open.request.asked.site, to.clone());
    let today = open.terms.calendar.local_date(tx.now());
    let event = Event::SiteTransferred {
        from: facilities.site_name(&from, today),
        to: facilities.site_name(to, today),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Keeps a request at the practice, with the reason: nothing is to be sent.
///
/// # Errors
/// A refusal when it does not lie there; `NotFound`; `Stale` when it was changed since it was seen.
pub fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    public_id: &str,
    seen: Version,
    why: &str,
) -> Result<(), CommandError> {
    let transfer = store::get_transfer(tx, public_id, &actor.sites)?;
    of_site(&transfer.from_site, actor)?;
    if transfer.version != seen && transfer.standing() == Standing::AtThePractice {
        return Err(StoreError::Stale.into());
    }
    may_send(&transfer)?;
    tx.subject.request_id = Some(transfer.request.0);
    Ok(store::set_stays(tx, &transfer, why, actor.staff_id)?)
}

/// Each end of a transfer is the business of its own site.
fn of_site(site: &str, actor: &Actor) -> Result<(), StoreError> {
    if actor.sites.iter().any(|own| own == site) {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// What should have been at the department by the end of a day and is not: the differences of that evening (B11).
///
/// # Errors
/// When the database cannot be read.
pub fn list_owed(
    read: &mut Read<'_>,
    facilities: &Facilities,
    site: &str,
    on: NaiveDate,
) -> Result<Vec<Transfer>, StoreError> {
    let here = [site.to_owned()];
    let open = store::list_transfers(read, &here, Shown::Open, MOST)?;
    let owed = |one: &Transfer| {
        due_on(facilities, &one.from_site, one.received_on).is_some_and(|due| due <= on)
    };
    Ok(open.into_iter().filter(owed).collect())
}
