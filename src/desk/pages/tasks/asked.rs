//! What a request asks for, by which road, and who receives it.

use super::super::task::{Given, Sheet, Task};
use super::reason;
use crate::facilities::Catalogue;
use crate::form_state::FormState;
use crate::requests::commands::{self, ChangeRecipients, ChangeRoad, ChangeScope};
use crate::requests::forms::{self, RANGES, ROWS};
use crate::requests::model::Road;
use crate::requests::pages::{RecipientFields, asked_fields, record_types};
use crate::web::components::*;
use crate::web::visit::Visit;

pub static ROAD: Task<ChangeRoad> = Task {
    noun: "road",
    title: "Change the road",
    say: "The road is changed; dates and checks follow it.",
    guarded: true,
    sheet: |form, given| {
        let now = given.open.request.asked.road;
        Sheet::new(Button::primary("Change the road"))
            .note(
                Tone::Info,
                [
                    "It is on the road “",
                    now.label(),
                    "”: ",
                    &given.open.request.asked.road_why,
                ]
                .concat(),
            )
            .note(
                Tone::Warn,
                "Another road has other clocks and checks. What was checked is checked again.",
            )
            .field(
                form.select("to", "Road")
                    .prompt("Choose a road")
                    .options(
                        Road::ALL
                            .iter()
                            .filter(|r| **r != now)
                            .map(|r| (r.as_str(), r.label())),
                    )
                    .width(Width::Half),
            )
            .field(reason(form).hint("At least 15 characters."))
    },
    read: |form, _| forms::road(form),
    run: commands::change_road,
};

pub static SCOPE: Task<ChangeScope> = Task {
    noun: "scope",
    title: "Change what is asked for",
    say: "What is asked for is changed. Check the papers again.",
    guarded: true,
    sheet: scope,
    read: |form, visit| forms::read_changed_scope(form, &catalogue(visit)),
    run: commands::change_scope,
};

/// What requests of the person's sites can name today.
fn catalogue(visit: &Visit) -> Catalogue {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&visit.actor.acting_site, visit.now());
    facilities.catalogue(&visit.actor.sites, today)
}

fn scope(form: &FormState, given: &Given) -> Sheet {
    let known = forms::fill_scope(&given.open.request.asked);
    let form = if form.pairs().is_empty() {
        &known
    } else {
        form
    };
    let (wants, format, purpose) = asked_fields(form);
    let site = &given.open.request.asked.site;
    let offered = given.facilities.catalogue(&[site], given.today);
    let (types, places) = record_types(form, &offered.record_types, &offered.places);
    let nth = ["First", "Second", "Third"];
    let ranges = RANGES.iter().zip(nth).flat_map(|(row, which)| {
        ["from", "to"].map(|end| {
            form.date(
                &[row, "_", end].concat(),
                &[which, " date range: ", end].concat(),
            )
            .optional()
            .width(Width::Half)
        })
    });
    let sheet = Sheet::new(Button::primary("Change it"))
        .note(Tone::Warn, AGAIN)
        .field(wants)
        .field(types)
        .field(form.flag("entire_record", "The entire record, in so many words"))
        .field(form.flag("all_dates", "All dates of service"));
    ranges
        .fold(sheet, Sheet::field)
        .field(places)
        .field(
            form.lines("as_written", "In the requester’s own words")
                .optional()
                .rows(3),
        )
        .field(format)
        .field(purpose)
        .field(reason(form))
}

/// What a change of what was checked means (B13).
const AGAIN: &str = "What was checked was checked for what is asked now: after a change the request goes back to verifying and its papers are checked again.";

pub static RECIPIENTS: Task<ChangeRecipients> = Task {
    noun: "recipients",
    title: "Change the recipients",
    say: "The recipients are changed. Check the papers again.",
    guarded: true,
    sheet: recipients,
    read: |form, _| forms::read_changed_recipients(form),
    run: commands::change_recipients,
};

fn recipients(form: &FormState, given: &Given) -> Sheet {
    let known = forms::fill_recipients(&given.open.request.asked.recipients);
    let form = if form.pairs().is_empty() {
        &known
    } else {
        form
    };
    let nth = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"];
    let named = |row: &&str| !form.value(&[row, "_name"].concat()).is_empty();
    // One empty row beyond the last that is used.
    let shown = ROWS.iter().rposition(named).map_or(1, |at| at + 2);
    let sheet = Sheet::new(Button::primary("Change the recipients"))
        .note(Tone::Warn, AGAIN)
        .note(
            Tone::Info,
            "Clear a name to take that recipient off. The patient’s copy by rule stays.",
        );
    ROWS.iter()
        .zip(nth)
        .take(shown)
        .fold(sheet, |sheet, (row, which)| {
            let fields = RecipientFields::new(form, row, which);
            sheet
                .field(fields.name)
                .field(fields.class)
                .field(fields.delivery)
                .field(fields.address)
        })
        .field(reason(form))
}
