//! When a transfer is late, and what may be done with it.

use chrono::{NaiveDate, NaiveDateTime};

use super::model::{Standing, Transfer};
use crate::calendar::DayKind;
use crate::facilities::Facilities;
use crate::facilities::model::Promise;
use crate::words::Refusal;

/// The rule in refusals.
pub const RULE: &str = "S27";
/// The promise of the house that says how long a transfer may take.
pub const PROMISE: &str = "community_transfer";

/// The last day on which what a practice received should be at the department: as many of the house's working days after
/// the day of receipt as it promises. None where the house promises nothing.
pub fn due_on(facilities: &Facilities, site: &str, received_on: NaiveDate) -> Option<NaiveDate> {
    let (profile, _) = facilities.of_site(site)?;
    let days = profile.get::<Promise>(PROMISE, received_on)?.value.count;
    let calendar = facilities.terms(site, received_on)?.calendar;
    Some(calendar.nth_day(DayKind::HouseWorking, received_on, days))
}

/// Whether it took, or has taken by now, longer than the house promises.
pub fn is_late(facilities: &Facilities, transfer: &Transfer, now: NaiveDateTime) -> bool {
    let Some(due) = due_on(facilities, &transfer.from_site, transfer.received_on) else {
        return false;
    };
    let ended = match transfer.standing() {
        Standing::Stays | Standing::Closed => return false,
        Standing::Arrived => transfer.arrived.as_ref().map(|step| step.at),
        Standing::AtThePractice | Standing::OnTheWay => None,
    };
    facilities.today(&transfer.to_site, ended.unwrap_or(now)) > due
}

/// Whether the practice may send it on.
///
/// # Errors
/// The refusal that says where it is instead.
pub fn may_send(transfer: &Transfer) -> Result<(), Refusal> {
    refuse_unless(transfer, &[Standing::AtThePractice])
}

/// Whether the department may confirm it: also where the practice did not write down that it was sent.
///
/// # Errors
/// The refusal that says where it is instead.
pub fn may_arrive(transfer: &Transfer) -> Result<(), Refusal> {
    refuse_unless(transfer, &[Standing::AtThePractice, Standing::OnTheWay])
}

fn refuse_unless(transfer: &Transfer, allowed: &[Standing]) -> Result<(), Refusal> {
    let standing = transfer.standing();
    if allowed.contains(&standing) {
        return Ok(());
    }
    let is = match standing {
        Standing::AtThePractice => "still lies at the practice",
        Standing::OnTheWay => "was sent on already",
        Standing::Arrived => "is at the department already",
        Standing::Stays => "stays at the practice",
        Standing::Closed => "is closed",
    };
    let text = format!("{} {is}. Look at the list again.", transfer.reference);
    Err(Refusal::new(RULE, text))
}
