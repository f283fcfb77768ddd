//! The dates the clocks depend on, and the one extension.

use chrono::NaiveDate;

use super::super::task::{Given, Sheet, Task};
use super::reason;
use crate::form_state::FormState;
use crate::requests::commands::{self, GrantExtension, RecordDate};
use crate::requests::forms;
use crate::requests::model::ClockDate;
use crate::requests::rules::clocks::{ClockRule, EXTENSION_DAYS, clocks};
use crate::staff::model::Permission;
use crate::web::components::*;
use crate::words::dates;

pub static EXTENSION: Task<GrantExtension> = Task {
    noun: "extension",
    title: "Extend the time",
    say: "The time is extended; the notice and its reason are on the timeline.",
    guarded: true,
    sheet: extension,
    read: |form, _| forms::extension(form),
    run: commands::grant_extension,
};

fn extension(form: &FormState, given: &Given) -> Sheet {
    let open = &given.open;
    let ledger = clocks(&open.clock_facts(), &open.terms.calendar, given.today);
    let federal = [ClockRule::C1, ClockRule::C2, ClockRule::C3];
    let clock = federal.into_iter().find_map(|rule| ledger.clock(rule));
    let says = clock.map_or_else(
        || {
            "No clock of this request can be extended: only C1, C2 and C3 can, once (R10, R11)."
                .to_owned()
        },
        |clock| {
            let latest = latest(clock.original_due).map_or_else(String::new, dates::full);
            [
                clock.rule.as_str(),
                " is due ",
                &dates::full(clock.original_due),
                ". The notice must be sent by then, with the reason and a day no later than ",
                &latest,
                ". It moves no clock of the state (R10, R11).",
            ]
            .concat()
        },
    );
    Sheet::new(Button::primary("Extend the time"))
        .note(
            if clock.is_some() {
                Tone::Info
            } else {
                Tone::Warn
            },
            says,
        )
        .field(form.date("sent_on", "Notice sent on"))
        .field(form.date("completion_on", "It promises the answer by"))
        .field(reason(form).hint("As the notice gives it."))
}

fn latest(original_due: NaiveDate) -> Option<NaiveDate> {
    original_due.checked_add_days(chrono::Days::new(EXTENSION_DAYS))
}

pub static DATES: Task<RecordDate> = Task {
    noun: "dates",
    title: "Record a date",
    say: "The date is recorded; the due dates follow it.",
    guarded: true,
    sheet: |form, given| {
        let corrects = given.actor.may(Permission::OverrideRules);
        let offered = ClockDate::ALL
            .iter()
            .filter(|what| corrects || **what != ClockDate::ReceivedOn)
            .map(|what| (what.as_str(), what.label()));
        Sheet::new(Button::primary("Record the date"))
            .field(
                form.select("what", "Which date")
                    .prompt("Choose")
                    .options(offered)
                    .width(Width::Half),
            )
            .field(
                form.text("name", "What the deadline is and who set it")
                    .hint("Only for a deadline set by others: employer, EDD, court.")
                    .optional()
                    .width(Width::Half),
            )
            .field(form.date("on", "Date"))
            .field(form.lines("reason", "How it is known").rows(3))
    },
    read: |form, _| forms::date(form),
    run: commands::record_date,
};
