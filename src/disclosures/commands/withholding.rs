//! Recording why electronic records were withheld.

use crate::db::Tx;
use crate::disclosures::model::Withholding;
use crate::disclosures::rules::blocking::ground_of;
use crate::disclosures::store::insert_withholding;
use crate::error::CommandError;
use crate::form_state::FieldError;
use crate::requests::commands::{OpenRequest, record};
use crate::requests::model::Event;
use crate::staff::model::Actor;

/// Writes down on which exception of 45 CFR 171, or on which ground of HIPAA or the state, electronic records were denied,
/// held back, late or given in another manner (1.10). It stops no clock and changes no stage; it may follow the end.
///
/// # Errors
/// A sentence beside every field that is missing; "policy" and "wait for the doctor" are refused.
pub fn record_withholding(
    tx: &mut Tx<'_>,
    open: &mut OpenRequest,
    actor: &Actor,
    told: &Withholding,
) -> Result<(), CommandError> {
    let today = open.terms.calendar.local_date(tx.now());
    if told.decided_on > today {
        return Err(CommandError::field(
            "decided_on",
            "This day has not come. Give the day it was decided.",
        ));
    }
    let ground = ground_of(told, open.request.asked.received_on).map_err(|missing| {
        let error = |(field, refusal): (&'static str, crate::words::Refusal)| FieldError {
            field: field.to_owned(),
            text: refusal.text,
        };
        CommandError::Fields(missing.into_iter().map(error).collect())
    })?;
    insert_withholding(tx, open.request.id, told, ground, actor.staff_id)?;
    let event = Event::WithholdingRecorded {
        how: told.how.label().to_owned(),
        ground: ground.label().to_owned(),
        until_on: told.until_on,
    };
    record(tx, open, Some(actor.staff_id), &event)
}
