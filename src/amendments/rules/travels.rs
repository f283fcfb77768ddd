//! What goes with a later disclosure of a disputed item (164.526(c), (d)(5); H&S 123111; PHL 18(8)).

use crate::amendments::model::{Beside, Dispute, Travels};
use crate::facilities::model::StateLaw;

/// What must go with a later disclosure of the item, in the order it is put together. `to_third_party`: to anybody but the
/// patient. A California addendum travels with those, a New York statement with every release, the rest with every
/// disclosure.
pub fn travels_with(beside: &Beside, to_third_party: bool) -> Vec<Travels> {
    let mut attached = Vec::new();
    if beside.amended {
        attached.push(Travels::Amendment);
    }
    attached.extend(beside.denied.iter().copied().flat_map(after_denial));
    if beside.addendum && beside.state == StateLaw::California && to_third_party {
        attached.push(Travels::Addendum);
    }
    if beside.factual_statement && beside.state == StateLaw::NewYork {
        attached.push(Travels::FactualStatement);
    }
    attached
}

/// With a statement filed, everything that was linked; without one, request and denial if the patient asked.
fn after_denial(dispute: Dispute) -> Vec<Travels> {
    match dispute {
        Dispute {
            statement: true,
            rebuttal,
            ..
        } => {
            let rebuttal = rebuttal.then_some(Travels::Rebuttal);
            [Travels::Request, Travels::Denial, Travels::Statement]
                .into_iter()
                .chain(rebuttal)
                .collect()
        }
        Dispute {
            asked_to_travel: true,
            ..
        } => vec![Travels::Request, Travels::Denial],
        Dispute { .. } => Vec::new(),
    }
}

/// Whether an accurate summary may stand in for the linked papers: only where a statement of disagreement or the patient's
/// wish makes them travel. The patient's own words beside the record, and an amendment, go as they are.
pub const fn summary_may_stand_in(part: Travels) -> bool {
    match part {
        Travels::Request | Travels::Denial | Travels::Statement | Travels::Rebuttal => true,
        Travels::Amendment | Travels::Addendum | Travels::FactualStatement => false,
    }
}
