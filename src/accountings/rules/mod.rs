//! The accounting of disclosures: which days, which entries, what is held back, what it costs, by when (1.4, R15, C3, C18).

mod checks;
mod entries;
mod fee;
mod holds;
mod repeats;
mod window;

pub use checks::contradictions;
pub use entries::{STUDY_STATEMENT, missing};
pub use fee::is_free;
pub use window::window;

use chrono::NaiveDate;

use crate::accountings::model::{Accounting, Asked, Disclosed, Excluded, Window, Withheld};
use crate::calendar::Calendar;
use crate::disclosures::rules::accountable;
use crate::facilities::model::StateLaw;
use crate::requests::model::Road;
use crate::requests::rules::clocks::{ClockFacts, ClockRule, Promises, clocks};

/// Where the request runs: its law, its promises, its calendar.
pub struct Place<'a> {
    /// Whose law binds the facility.
    pub state: StateLaw,
    /// What it promises beside the law.
    pub promises: Promises,
    /// Its zone and holidays.
    pub calendar: &'a Calendar,
}

impl Place<'_> {
    /// The due day of a clock on an accounting, from the one ledger there is (C3, C18).
    fn due(&self, rule: ClockRule, asked: &Asked, oral_hold_on: Option<NaiveDate>) -> NaiveDate {
        let fresh = ClockFacts::new(
            self.state,
            self.promises,
            Road::Accounting,
            asked.requested_on,
        );
        let facts = ClockFacts {
            oral_hold_on,
            ..fresh
        };
        clocks(&facts, self.calendar, None)
            .clock(rule)
            .expect("the accounting road runs C3, and C18 where a hold is given")
            .statutory_due
    }
}

/// The whole accounting. The facts are expected to be free of contradictions ([`contradictions`]).
pub fn account(asked: &Asked, place: &Place) -> Accounting {
    let (window, mut why) = window(asked);
    let mut excluded = Vec::new();
    let mut withheld: Vec<Withheld> = Vec::new();
    let mut listed: Vec<&Disclosed> = Vec::new();
    for disclosed in &asked.disclosures {
        if let Some(rule) = excluded_by(disclosed, asked, window) {
            excluded.push(Excluded {
                id: disclosed.id.clone(),
                rule,
            });
        } else if let Some(hold) = holds::standing(disclosed, asked, place) {
            withheld.push(hold);
        } else {
            listed.push(disclosed);
        }
    }
    why.extend(holds::sentences(&withheld));
    let (included, summarized) = repeats::gather(listed);
    why.extend(fee::sentences(asked));
    Accounting {
        window,
        included,
        summarized,
        excluded,
        withheld,
        free: is_free(asked.previous_accounting_on, asked.requested_on),
        due: place.due(ClockRule::C3, asked, None),
        why,
    }
}

/// Why a disclosure is not listed: one of the nine classes, or its day.
fn excluded_by(disclosed: &Disclosed, asked: &Asked, window: Window) -> Option<&'static str> {
    match accountable(disclosed.basis) {
        (false, rule) => Some(rule),
        (true, _) => window::outside(disclosed.on, asked, window),
    }
}
