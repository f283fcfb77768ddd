//! Why electronic records are denied, held back, late or given in another manner: recorded on a page, shown on the request.

use askama::Template;

use super::task::{self, Given, Sheet, Task};
use crate::desk::store::Whole;
use crate::disclosures::commands::record_withholding;
use crate::disclosures::forms;
use crate::disclosures::model::{
    BlockingException, StoredWithholding, Withholding, WithholdingGround, WithholdingHow,
};
use crate::disclosures::rules::blocking::{
    Electronic, NO_EXCEPTIONS, citation, infeasibility, records_due, wants,
};
use crate::facilities::model::StateLaw;
use crate::form_state::FormState;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates as words;

static WITHHOLDING: Task<Withholding> = Task {
    noun: "withholding",
    title: "Record why electronic records are withheld",
    say: "It is recorded, with its ground, on the request and its timeline.",
    guarded: true,
    sheet,
    read: |form, _| forms::withholding(form),
    run: record_withholding,
};

/// The page on which a withholding is recorded.
pub async fn show_withholding(visit: Visit) -> Answer {
    task::show(visit, &WITHHOLDING).await
}

/// Records it.
pub async fn withhold_records(visit: Visit) -> Answer {
    task::send(visit, &WITHHOLDING).await
}

fn sheet(form: &FormState, given: &Given) -> Sheet {
    let state = given.open.terms.state;
    let grounds = WithholdingGround::all().map(|ground| {
        let law = citation(ground, state);
        let label = [ground.label(), " (", law, ")"].concat();
        (ground.as_str(), label)
    });
    let never = NO_EXCEPTIONS
        .iter()
        .map(|(word, label)| (*word, [*label, " (no exception)"].concat()));
    let sheet = Sheet::new(Button::primary("Record it")).note(
        Tone::Info,
        "Electronic records are given as soon as reasonably possible. Whatever keeps them back needs an exception of 45 CFR 171, or a ground of HIPAA or of the state, with its facts. It stops no clock.",
    );
    sheet
        .field(
            form.radios("how", "What happened")
                .choices(WithholdingHow::offered())
                .stacked(),
        )
        .field(
            form.select("ground", "Exception or ground")
                .prompt("Choose")
                .options(grounds.chain(never)),
        )
        .field(Grounds::of(state))
        .field(
            form.lines("facts", "The facts that make it apply")
                .hint("At least 15 characters: what was found, by whom, since when.")
                .rows(4),
        )
        .field(form.text("what", "What is delayed or withheld; the rest is given"))
        .field(
            form.lines("offered", "In which other manner it was offered or given")
                .hint("Needed where the manner is another than was asked.")
                .rows(2)
                .optional(),
        )
        .field(
            form.date("until_on", "Delayed until")
                .hint("Needed where it is given later.")
                .optional(),
        )
        .field(form.date("decided_on", "The day it was decided"))
        .field(
            form.text("decided_by", "Who decided it")
                .hint("Name or title.")
                .width(Width::Half),
        )
}

/// The facts each exception or ground wants said.
#[derive(Template)]
#[template(path = "desk/grounds.html", whitespace = "minimize")]
struct Grounds {
    grounds: Vec<Wanted>,
}

struct Wanted {
    label: &'static str,
    law: &'static str,
    wants: &'static str,
}

impl Grounds {
    fn of(state: StateLaw) -> Self {
        let wanted = |ground| Wanted {
            label: WithholdingGround::label(ground),
            law: citation(ground, state),
            wants: wants(ground),
        };
        Self {
            grounds: WithholdingGround::all().map(wanted).collect(),
        }
    }
}

/// One record as the page of the request shows it.
pub struct WithholdingRow {
    pub how: &'static str,
    pub ground: String,
    pub what: Name,
    pub facts: Name,
    pub more: Vec<String>,
    pub by: String,
}

/// The records of a request, oldest first.
pub fn withholdings(whole: &Whole) -> Vec<WithholdingRow> {
    whole
        .withholdings
        .iter()
        .map(|one| row(whole, one))
        .collect()
}

fn row(whole: &Whole, one: &StoredWithholding) -> WithholdingRow {
    let (open, record) = (&whole.open, &one.record);
    let law = citation(one.ground, open.terms.state);
    let offered = record.offered.as_ref();
    let until = record.until_on;
    let reasons = (one.ground == WithholdingGround::Exception(BlockingException::Infeasibility))
        .then(|| {
            let days = open.terms.law.infeasibility_days.count();
            let received_on = open.request.asked.received_on;
            let clock = infeasibility(received_on, days, &open.terms.calendar, None);
            let due = words::full(clock.statutory_due);
            format!("Whoever asked has the reasons in writing by {due} (C20).")
        });
    let more = [
        offered.map(|text| ["Offered instead: ", text].concat()),
        until.map(|on| ["Until ", &words::full(on), "."].concat()),
        reasons,
    ];
    WithholdingRow {
        how: record.how.label(),
        ground: [one.ground.label(), " (", law, ")"].concat(),
        what: Name::new(&record.what),
        facts: Name::new(&record.facts),
        more: more.into_iter().flatten().collect(),
        by: format!(
            "{}, decided {}, recorded by {}",
            record.decided_by,
            words::full(record.decided_on),
            one.recorded_by
        ),
    }
}

/// What happened to the electronic records of a request and was not recorded yet (1.10).
pub fn still_to_record(whole: &Whole) -> Option<Note> {
    let request = &whole.open.request;
    let deliveries: Vec<_> = whole.disclosures.iter().map(|one| one.delivery).collect();
    let recorded: Vec<_> = whole
        .withholdings
        .iter()
        .map(|one| one.record.how)
        .collect();
    let due = records_due(&Electronic {
        format: request.asked.format,
        disposition: request.disposition,
        extended: !request.asked.clock_inputs.extensions.is_empty(),
        deliveries: &deliveries,
        recorded: &recorded,
    });
    if due.is_empty() {
        return None;
    }
    let ways: Vec<String> = due.iter().map(|how| how.label().to_lowercase()).collect();
    let says = format!(
        " Electronic records were asked for ({}). Record which exception of 45 CFR 171, or which ground of HIPAA or the state, applies.",
        ways.join("; ")
    );
    Some(Note::new(Tone::Warn, says).strong("Why is not recorded."))
}
