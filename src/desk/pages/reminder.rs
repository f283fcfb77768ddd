//! Reminding of what waits at the counter and nobody collects: a task like the others, its letter shown as it will go (N07).

use super::release::{email, language};
use super::task::{self, Beside, Given, Sheet, Task, Writes};
use crate::form_state::FormState;
use crate::notices::forms::LOOK;
use crate::notices::pages::look_field;
use crate::pick_ups::commands::{letter_of, remind};
use crate::pick_ups::forms;
use crate::pick_ups::model::{Remind, RemindWay, Waiting};
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

static REMINDER: Task<Remind, Writes<Remind>> = Task {
    noun: "reminder",
    title: "Remind of the pick-up",
    say: "The reminder is on the timeline. A letter stands under Letters, to print.",
    guarded: false,
    sheet: reminder,
    read: |form, _| forms::remind(form),
    run: remind,
};

/// Shows how somebody is reminded.
pub async fn show_reminder(visit: Visit) -> Answer {
    task::show(visit, &REMINDER).await
}

/// Reminds, or shows the letter first.
pub async fn send_reminder(visit: Visit) -> Answer {
    task::send_letters(visit, &REMINDER).await
}

fn reminder(form: &FormState, given: &Given) -> Sheet {
    let none: &[Waiting] = &[];
    let parts = match &given.beside {
        Beside::Waiting(parts) => parts.as_slice(),
        _ => none,
    };
    let sheet = Sheet::new(Button::primary("Remind").sends("then", "send"))
        .other(Button::normal("Show the letter").sends("then", "preview"));
    let sheet = match parts.first() {
        None => sheet.note(Tone::Warn, "Nothing of this request waits at the counter."),
        Some(part) => sheet.note(Tone::Info, waited(part, given)),
    };
    let letter = match forms::remind(form.clone()) {
        Ok(Remind::Notice(chosen)) => letter_of(&given.facilities, &given.open, parts, given.today)
            .ok()
            .map(|letter| (letter, chosen)),
        _ => None,
    };
    sheet
        .field(
            form.radios("way", "How somebody is reminded")
                .stacked()
                .choices(RemindWay::offered()),
        )
        .field(language(form))
        .field(email(form))
        .field_if(look_field(form, LOOK))
        .field(
            form.lines("said", "What came of the call")
                .hint("Only for a call. Say to nobody but the requester what waits; leave no more than the number to call back.")
                .optional()
                .rows(2),
        )
        .letters(letter.as_slice())
}

/// Since when it waits, and when somebody was last reminded.
fn waited(part: &Waiting, given: &Given) -> String {
    let since = dates::short(part.since, given.today);
    let reminded = part.reminded_on.map_or_else(
        || "Nobody was reminded yet.".to_owned(),
        |on| ["Last reminded ", &dates::short(on, given.today), "."].concat(),
    );
    format!("Ready since {since}. {reminded} It stays at the counter, however long it waits.")
}
