//! What the timeline tells of the dates every deadline hangs on, compared with what stands in the row.

use chrono::NaiveDate;

use super::drift::Difference;
use crate::requests::model::{ClockDate, ClockInputs, Event, NewRequest, Road};

/// The road, the day of receipt, each recorded date and the extension, where the row holds another than the newest event
/// that tells of it. What came with the request itself is told by no event but the day and the road.
pub(super) fn told_otherwise<'a>(
    stored: &NewRequest,
    events: impl Iterator<Item = &'a Event>,
) -> Vec<Difference> {
    let told = events.fold(Told::default(), Told::after);
    let inputs = &stored.clock_inputs;
    let mut pairs = vec![(
        "road",
        stored.road.as_str().to_owned(),
        told.road.map(|road| road.as_str().to_owned()),
    )];
    let days = told.days.into_iter().map(|(what, on)| {
        let held = held(stored, what, on);
        (what.label(), in_a_word(held), Some(in_a_word(Some(on))))
    });
    pairs.extend(days);
    let extended = inputs.extensions.last().map(|(_, to)| *to);
    pairs.push((
        "extended to",
        in_a_word(extended),
        told.extended_to.map(|to| in_a_word(Some(to))),
    ));
    pairs
        .into_iter()
        .filter_map(|(what, stored, told)| Some((what, stored, told?)))
        .filter(|(_, stored, told)| stored != told)
        .collect()
}

/// The newest of each.
#[derive(Default)]
struct Told {
    road: Option<Road>,
    days: Vec<(ClockDate, NaiveDate)>,
    extended_to: Option<NaiveDate>,
}

impl Told {
    fn after(mut self, event: &Event) -> Self {
        match event {
            Event::Logged {
                road, received_on, ..
            } => {
                self.road = Some(*road);
                self.day(ClockDate::ReceivedOn, *received_on);
            }
            Event::RoadChanged { to, .. } => self.road = Some(*to),
            Event::DateRecorded { what, on, .. } => self.day(*what, *on),
            Event::ExtensionGranted { to, .. } => self.extended_to = Some(*to),
            _ => {}
        }
        self
    }

    fn day(&mut self, what: ClockDate, on: NaiveDate) {
        self.days.retain(|(known, _)| *known != what);
        self.days.push((what, on));
    }
}

/// What the row holds for a recorded date; of deadlines set by others, whether it holds the newest.
fn held(stored: &NewRequest, what: ClockDate, told: NaiveDate) -> Option<NaiveDate> {
    let inputs: &ClockInputs = &stored.clock_inputs;
    match what {
        ClockDate::ReceivedOn => Some(stored.received_on),
        ClockDate::BenefitProof => inputs.benefit_proof_on,
        ClockDate::AuthorizationValid => inputs.authorization_valid_on,
        ClockDate::FeePaid => inputs.fee_paid_on,
        ClockDate::ReadyToPay => inputs.ready_to_pay_on,
        ClockDate::PacketComplete => inputs.complete_on,
        ClockDate::DisabilityBegan => inputs.disability_began_on,
        ClockDate::LeaveBegan => inputs.leave_began_on,
        ClockDate::EmployerAsked => inputs.employer_asked_on,
        ClockDate::EmployerReturned => inputs.employer_returned_on,
        ClockDate::ExternalDeadline => inputs
            .external_deadlines
            .iter()
            .map(|(_, on)| *on)
            .find(|on| *on == told),
    }
}

fn in_a_word(on: Option<NaiveDate>) -> String {
    on.map_or_else(|| "not there".to_owned(), |on| on.to_string())
}
