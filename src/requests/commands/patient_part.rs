//! What of the patient's part of a medical form is there (S56, R13, B6).

use chrono::NaiveDate;

use super::open::OpenRequest;
use super::record::{local_today, record};
use crate::db::Tx;
use crate::error::CommandError;
use crate::requests::model::{ClockDate, Event, Road};
use crate::requests::rules::clocks::FormKind;
use crate::requests::rules::patient_part::{PartItem, missing};
use crate::staff::model::Actor;

/// What somebody saw on the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeePatientPart {
    /// Which form it is.
    pub form: FormKind,
    /// What is there.
    pub seen: Vec<PartItem>,
    /// The day the last of it came; needed only when nothing is missing.
    pub came_on: Option<NaiveDate>,
}

/// Keeps what is still missing. When nothing is, the packet is complete on the day the last of it came, and the ten days
/// run from there (R13).
///
/// # Errors
/// A refusal on another road than that of medical forms and when it was complete already; a field's error when the day is missing, before the day of receipt or after
/// today.
pub fn see_patient_part(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    command: &SeePatientPart,
) -> Result<(), CommandError> {
    if open.request.asked.road != Road::MedicalForm {
        return Err(CommandError::refused(
            "S56",
            "Only a medical form has a part the patient fills in.",
        ));
    }
    if open.request.asked.clock_inputs.complete_on.is_some() {
        return Err(CommandError::refused(
            "R13",
            "The packet is complete already; its day is corrected under \"Record a date\".",
        ));
    }
    let missing = missing(command.form, &command.seen);
    let complete_on = match (missing.is_empty(), command.came_on) {
        (false, _) => None,
        (true, Some(on)) => Some(on),
        (true, None) => {
            let text = "Nothing is missing. Enter the day the last of it came.";
            return Err(CommandError::field("came_on", text));
        }
    };
    let received_on = open.request.asked.received_on;
    let today = local_today(&open.terms, tx);
    if complete_on.is_some_and(|on| on < received_on || on > today) {
        return Err(CommandError::field(
            "came_on",
            "The packet was complete on the day of receipt or later, and not after today.",
        ));
    }
    let inputs = &mut open.request.asked.clock_inputs;
    inputs.form = Some(command.form);
    inputs.part_missing.clone_from(&missing);
    let event = Event::PatientPartSeen {
        form: command.form,
        missing,
    };
    record(tx, open, Some(actor.staff_id), &event)?;
    let Some(on) = complete_on else {
        return Ok(());
    };
    open.request.asked.clock_inputs.complete_on = Some(on);
    let event = Event::DateRecorded {
        what: ClockDate::PacketComplete,
        on,
        before: None,
        reason: "nothing of the patient's part is missing".to_owned(),
    };
    record(tx, open, Some(actor.staff_id), &event)
}
