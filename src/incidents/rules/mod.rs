//! From the facts of an incident to what must be told, to whom, by when (1.16).

mod checks;
mod delay;
mod exclusions;
mod notices;
mod sentences;

pub use checks::contradictions;
pub use exclusions::{EXCLUSIONS, exclusions};
pub use notices::{CITATIONS, citation};

use chrono::NaiveDate;

use super::model::{Classification, Incident, Law, Triage};
use crate::calendar::Calendar;
use crate::facilities::model::StateLaw;
use crate::requests::rules::clocks::settle;

/// Judges an incident. HIPAA presumes a breach until an exclusion applies or a person has documented that the four
/// factors show a low probability; the state's law is judged beside it.
pub fn triage(incident: &Incident, calendar: &Calendar, today: Option<NaiveDate>) -> Triage {
    let exclusions = exclusions(incident);
    let by = |law| exclusions.iter().any(|exclusion| exclusion.law == law);
    let (federal, state) = (by(Law::Hipaa), by(Law::California));
    let classification = match (federal, state, incident.state) {
        (true, true, StateLaw::California) | (true, _, StateLaw::NewYork) => {
            Classification::NotABreach
        }
        (false, true, StateLaw::California) => Classification::FederalBreachOnly,
        _ => Classification::PresumedBreach,
    };
    let mut clocks = notices::running(incident, federal, state, calendar);
    notices::stop(incident, &mut clocks);
    settle(&mut clocks, None, calendar, today);
    Triage {
        why: sentences::why(incident, classification, &exclusions),
        classification,
        exclusions,
        clocks,
        accounting_entry: true,
    }
}
