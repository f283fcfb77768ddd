//! More time: the one extension of the federal rules with the written notice without which it does not count (R10).

use chrono::NaiveDate;

use crate::db::Tx;
use crate::error::CommandError;
use crate::facilities::Facilities;
use crate::notices::commands::{Sending, write};
use crate::notices::model::{Chosen, N03, Notice};
use crate::notices::rules::{complaints_of, desk_of, names_of};
use crate::requests::commands::{GrantExtension, OpenRequest, extendable, grant_extension};
use crate::staff::model::Actor;
use crate::words::LetterLanguage;

/// An extension as a person decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extend {
    /// The day the notice promises the answer by.
    pub completion_on: NaiveDate,
    /// Why, as the notice gives it.
    pub reason: String,
    /// The notice.
    pub told: Told,
}

/// How the requester is told of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// By the letter that is written now; it goes on paper, because an e-mail may not give the reason (T51).
    Now(LetterLanguage),
    /// By a letter that was sent before, on this day.
    Before(NaiveDate),
}

/// The notice (N03): reason, new day, how to complain.
///
/// # Errors
/// A refusal when no clock can be extended, or the facility's profile cannot fill the letter.
pub fn extension_letter(
    facilities: &Facilities,
    open: &OpenRequest,
    extend: &Extend,
    today: NaiveDate,
) -> Result<Notice, CommandError> {
    Ok(Notice::N03(N03 {
        desk: desk_of(facilities, &open.request, today)?,
        names: names_of(&open.request),
        written_on: today,
        reason: extend.reason.clone(),
        was_due: extendable(open, today)?.original_due,
        completion_on: extend.completion_on,
        complaints: complaints_of(facilities, &open.request.asked.site, today)?,
    }))
}

/// Extends the time once and writes the notice, unless it was sent before.
///
/// # Errors
/// The refusal of R10 or R11; a notice of tomorrow.
pub fn extend(
    tx: &mut Tx<'_>,
    facilities: &Facilities,
    open: &mut OpenRequest,
    actor: &Actor,
    extend: &Extend,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    let sent_on = match extend.told {
        Told::Before(on) => on,
        Told::Now(language) => {
            let letter = extension_letter(facilities, open, extend, today)?;
            let sending = Sending::fresh(Chosen::on_paper(language))?;
            write(tx, open, Some(actor.staff_id), &letter, &sending, today)?;
            today
        }
    };
    let granted = GrantExtension {
        sent_on,
        completion_on: extend.completion_on,
        reason: extend.reason.clone(),
    };
    grant_extension(tx, open, actor, &granted)
}
