//! What happens at the counter, in words.

use super::{count, lower};
use crate::requests::model::Event;
use crate::requests::rules::patient_part::spoken;

impl Event {
    pub(super) fn tell_counter(&self) -> Option<String> {
        Some(match self {
            Self::PatientPartSeen { form, missing } if missing.is_empty() => {
                format!("saw the patient's part of {} complete", form.label())
            }
            Self::PatientPartSeen { form, missing } => format!(
                "saw the patient's part of {}; still missing: {}",
                form.label(),
                spoken(missing)
            ),
            Self::PickedUp { .. } => return self.tell_pick_up(),
            Self::PickUpReminded { way, said } => {
                let said = said.as_ref();
                let said = said.map(|said| [": ", said.trim_end_matches('.')].concat());
                format!(
                    "reminded the requester by {} that it waits at the counter{}",
                    way.label(),
                    said.as_deref().unwrap_or("")
                )
            }
            _ => return None,
        })
    }

    fn tell_pick_up(&self) -> Option<String> {
        let Self::PickedUp {
            by,
            shown,
            pages,
            media,
            signed,
            closed_hours_why,
        } = self
        else {
            return None;
        };
        let media = media.as_ref().map(|media| [" and ", media].concat());
        let closed = closed_hours_why
            .as_ref()
            .map(|why| ["; the window was closed: ", why].concat());
        Some(format!(
            "handed over {}{} to {} (identity: {}; signature: {}){}",
            count(*pages, "page"),
            media.as_deref().unwrap_or(""),
            lower(by),
            lower(shown),
            lower(signed),
            closed.as_deref().unwrap_or("")
        ))
    }
}
