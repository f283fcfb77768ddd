//! Nothing comes from here: nothing was found, or somebody else holds it. Either is told in writing, and the request ends.

use chrono::NaiveDate;

use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::{Sending, write};
use crate::notices::model::{Chosen, N09, NotHere, Notice};
use crate::notices::rules::{desk_of, names_of};
use crate::requests::commands::{Forward, OpenRequest, forward, record};
use crate::requests::model::Event;
use crate::requests::rules::clocks::StopKind;
use crate::staff::model::Actor;

/// What was searched, and who may hold the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRecords {
    /// Where and for what was searched.
    pub searched: String,
    /// Who may hold them, where that is known.
    pub held_by: Option<String>,
}

/// Who holds the records, to whom the request is sent on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendOn {
    /// To whom, with where to ask; stands in the letter.
    pub to: String,
    /// Why, for the desk.
    pub reason: String,
}

/// The letter that nothing comes from here (N09).
///
/// # Errors
/// A refusal when the facility's profile cannot fill it.
pub fn not_here_letter(
    facilities: &Facilities,
    open: &OpenRequest,
    why: NotHere,
    today: NaiveDate,
) -> Result<Notice, CommandError> {
    Ok(Notice::N09(N09 {
        desk: desk_of(facilities, &open.request, today)?,
        names: names_of(&open.request),
        written_on: today,
        why,
    }))
}

impl From<&NoRecords> for NotHere {
    fn from(found: &NoRecords) -> Self {
        Self::NothingFound {
            searched: found.searched.clone(),
            held_by: found.held_by.clone(),
        }
    }
}

impl From<&SendOn> for NotHere {
    fn from(sent: &SendOn) -> Self {
        Self::SentOn {
            to: sent.to.clone(),
        }
    }
}

/// Tells in writing that nothing was found and ends the request. The written answer stops its clocks (R14).
///
/// # Errors
/// A refusal before the search (N09), on a road that does not end like this, or on a closed request.
pub fn close_no_records(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    (found, how): &(NoRecords, Chosen),
) -> Result<(), CommandError> {
    tell(tx, facilities, open, actor, found.into(), how)?;
    let event = Event::NoRecordsFound {
        searched: found.searched.clone(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}

/// Sends a request on to whoever holds the records, tells the requester in writing who that is, and ends it here
/// (164.524(d)(3)).
///
/// # Errors
/// A refusal on a road that does not end like this, or on a closed request.
pub fn send_on(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    (sent, how): &(SendOn, Chosen),
) -> Result<(), CommandError> {
    tell(tx, facilities, open, actor, sent.into(), how)?;
    let to_whom = Forward {
        to: sent.to.clone(),
        reason: sent.reason.clone(),
    };
    forward(tx, open, actor, &to_whom)
}

/// The written answer: the letter, and the stop it is.
fn tell(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    why: NotHere,
    how: &Chosen,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let letter = not_here_letter(facilities, open, why, today)?;
    let sending = Sending::fresh(how.clone())?;
    write(tx, open, Some(actor.staff_id), &letter, &sending, today)?;
    let stops = &mut open.request.asked.clock_inputs.stops;
    stops.push((today, StopKind::DenialLetter, None));
    Ok(())
}
