//! Nothing was found: the search and who may hold the records are told in writing, and the request ends.

use chrono::NaiveDate;

use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::{Sending, write};
use crate::notices::model::{Chosen, N09, Notice};
use crate::notices::rules::{desk_of, names_of};
use crate::requests::commands::{OpenRequest, record};
use crate::requests::model::Event;
use crate::requests::rules::clocks::StopKind;

/// What was searched, and who may hold the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRecords {
    /// Where and for what was searched.
    pub searched: String,
    /// Who may hold them, where that is known.
    pub held_by: Option<String>,
}

/// The letter that nothing was found (N09): the search, and who may hold the records.
///
/// # Errors
/// A refusal when the facility's profile cannot fill it.
pub fn no_records_letter(
    facilities: &Facilities,
    open: &OpenRequest,
    found: &NoRecords,
    today: NaiveDate,
) -> Result<N09, CommandError> {
    Ok(N09 {
        desk: desk_of(facilities, &open.request, today)?,
        names: names_of(&open.request),
        written_on: today,
        searched: found.searched.clone(),
        held_by: found.held_by.clone(),
    })
}

/// Tells in writing that nothing was found and ends the request. The written answer stops its clocks (R14).
///
/// # Errors
/// A refusal before the search (N09), on a road that does not end like this, or on a closed request.
pub fn close_no_records(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    by: i64,
    found: &NoRecords,
    how: &Chosen,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let letter = no_records_letter(facilities, open, found, today)?;
    let sending = Sending::fresh(how.clone())?;
    write(tx, open, Some(by), &Notice::N09(letter), &sending, today)?;
    let stops = &mut open.request.asked.clock_inputs.stops;
    stops.push((today, StopKind::DenialLetter, None));
    let event = Event::NoRecordsFound {
        searched: found.searched.clone(),
    };
    record(tx, open, Some(by), &event)
}
