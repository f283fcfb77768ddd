//! "What if": the same ledger on changed facts. Nothing is stored (B8).

use askama::Template;
use chrono::NaiveDate;

use super::dates::{self, ShownClock};
use crate::calendar::spoken;
use crate::form_state::{FormState, Reader};
use crate::requests::model::Road;
use crate::requests::pages::open_seen;
use crate::requests::rules::clocks::{ClockFacts, Extension, ExternalDeadline, WhatIf, what_if};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

/// The dates a person may change here, with their labels.
const DATES: &[(&str, &str)] = &[
    ("received_on", "Received"),
    ("authorization_valid_on", "Valid authorization presented"),
    ("benefit_proof_on", "Proof of the benefit claim"),
    ("fee_paid_on", "Fee for the copy paid"),
    ("ready_to_pay_on", "Told that the copy waits for payment"),
    ("complete_on", "Form packet complete"),
    ("disability_began_on", "Disability began"),
    ("leave_began_on", "Leave began"),
    ("employer_asked_on", "Employer asked"),
    ("employer_returned_on", "Employer returned it"),
    ("external_on", "Deadline set by others"),
    ("sent_on", "Extension notice sent"),
    ("completion_on", "Extension promises the answer by"),
];

#[derive(Template)]
#[template(path = "desk/what_if.html")]
struct WhatIfPage {
    chrome: Chrome,
    reference: String,
    back: String,
    form: FormState,
    differences: Vec<String>,
    contradictions: Vec<Note>,
    clocks: Vec<ShownClock>,
}

/// The facts as changed.
#[derive(Debug, Clone, Default)]
struct Change {
    dates: Vec<(&'static str, NaiveDate)>,
    road: Option<Road>,
    benefit_claim: bool,
    summary_long: bool,
}

/// Shows what the due dates would be.
pub async fn show_what_if(visit: Visit) -> Answer {
    let open = open_seen(&visit).await?;
    let today = open.terms.calendar.local_date(visit.now());
    let facts = open.clock_facts();
    let (form, change) = match read(typed(&visit, &facts)) {
        Ok((form, change)) => (form, change),
        Err(form) => (form, Change::default()),
    };
    let answer: WhatIf = what_if(
        &facts,
        |facts| change.apply(facts),
        &open.terms.calendar,
        today,
    );
    let reference = open.request.reference.to_string();
    let mut chrome = visit.chrome(["What if – ", &reference].concat());
    chrome.error = form.is_refused();
    let page = WhatIfPage {
        chrome,
        back: ["/requests/", &open.request.public_id].concat(),
        differences: answer.differences.iter().map(|one| spoken(one)).collect(),
        contradictions: answer
            .contradictions
            .into_iter()
            .map(|sentence| Note::new(Tone::Warn, spoken(&sentence)))
            .collect(),
        clocks: dates::clocks(&answer.ledger, today),
        reference,
        form,
    };
    if page.form.is_refused() {
        visit.refused(&page)
    } else {
        visit.page(&page)
    }
}

/// What the address carries; before anything was asked, the facts as they are.
fn typed(visit: &Visit, facts: &ClockFacts) -> FormState {
    if visit.query("asked").is_none() {
        let as_is = FormState::empty()
            .with("road", facts.road.as_str())
            .with_date("received_on", facts.received_on);
        return if facts.benefit_claim {
            as_is.with("benefit_claim", "yes")
        } else {
            as_is
        };
    }
    let parts = DATES
        .iter()
        .flat_map(|(name, _)| ["-month", "-day", "-year"].map(|part| [*name, part].concat()));
    let names = ["road", "benefit_claim", "summary_long"].map(str::to_owned);
    parts
        .chain(names)
        .fold(FormState::empty(), |form, name| match visit.query(&name) {
            Some(value) => form.with(&name, value),
            None => form,
        })
}

fn read(form: FormState) -> Result<(FormState, Change), FormState> {
    let kept = form.clone();
    let mut reader = Reader::new(form);
    let mut change = Change {
        road: reader.optional_choice("road", "a road", Road::parse),
        benefit_claim: reader.flag("benefit_claim"),
        summary_long: reader.flag("summary_long"),
        ..Change::default()
    };
    for (name, label) in DATES {
        let what = ["the date “", label, "”"].concat();
        if let Some(on) = reader.optional_date(name, &what) {
            change.dates.push((name, on));
        }
    }
    reader.finish(|| Some((kept, change)))
}

impl Change {
    fn date(&self, name: &str) -> Option<NaiveDate> {
        let found = self.dates.iter().find(|(known, _)| *known == name);
        found.map(|(_, on)| *on)
    }

    fn apply(&self, facts: &mut ClockFacts) {
        facts.road = self.road.unwrap_or(facts.road);
        facts.received_on = self.date("received_on").unwrap_or(facts.received_on);
        facts.benefit_claim |= self.benefit_claim;
        facts.summary_long |= self.summary_long;
        let places = [
            ("authorization_valid_on", &mut facts.authorization_valid_on),
            ("benefit_proof_on", &mut facts.benefit_proof_on),
            ("fee_paid_on", &mut facts.fee_paid_on),
            ("ready_to_pay_on", &mut facts.ready_to_pay_on),
            ("complete_on", &mut facts.complete_on),
            ("disability_began_on", &mut facts.disability_began_on),
            ("leave_began_on", &mut facts.leave_began_on),
            ("employer_asked_on", &mut facts.employer_asked_on),
            ("employer_returned_on", &mut facts.employer_returned_on),
        ];
        for (name, place) in places {
            *place = self.date(name).or(*place);
        }
        if let Some(on) = self.date("external_on") {
            facts.external_deadlines.push(ExternalDeadline {
                name: "A deadline set by others".to_owned(),
                on,
            });
        }
        if let (Some(sent_on), Some(completion_on)) =
            (self.date("sent_on"), self.date("completion_on"))
        {
            facts.extensions.push(Extension {
                sent_on,
                completion_on,
            });
        }
    }
}

impl WhatIfPage {
    fn road(&self) -> Select {
        self.form
            .select("road", "Road")
            .options(Road::offered())
            .width(Width::Half)
    }

    fn flags(&self) -> [Flag; 2] {
        [
            self.form
                .flag("benefit_claim", "For a public-benefit claim or appeal"),
            self.form.flag(
                "summary_long",
                "A long record, or discharged within 10 days",
            ),
        ]
    }

    fn dates(&self) -> Vec<DateInput> {
        DATES
            .iter()
            .map(|(name, label)| self.form.date(name, label).optional().width(Width::Third))
            .collect()
    }
}
