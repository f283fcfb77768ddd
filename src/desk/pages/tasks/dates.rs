//! The dates the clocks depend on.

use super::super::task::{Sheet, Task};
use crate::requests::commands::{self, RecordDate};
use crate::requests::forms;
use crate::requests::model::ClockDate;
use crate::staff::model::Permission;
use crate::web::components::*;

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
