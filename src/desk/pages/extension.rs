//! The one extension of the federal rules, with its written notice (N03, R10, R11).

use super::task::{self, Given, Sheet, Task, Writes};
use super::tasks::reason;
use crate::desk::commands::{Extend, Told, extend, extension_letter};
use crate::desk::forms::{self, BEFORE};
use crate::form_state::FormState;
use crate::notices::model::{Chosen, Notice};
use crate::requests::commands::extendable;
use crate::requests::rules::clocks::{Clock, is_extendable, latest_completion};
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::{LetterLanguage, dates};

static EXTENSION: Task<Extend, Writes<Extend>> = Task {
    noun: "extension",
    title: "Extend the time",
    say: "The time is extended. A letter written now stands under Letters: it counts from the day it is posted, so print it today.",
    guarded: true,
    sheet,
    read: |form, _| forms::extension(form),
    run: extend,
};

/// Shows what an extension needs.
pub async fn show_extension(visit: Visit) -> Answer {
    task::show(visit, &EXTENSION).await
}

/// Extends the time and writes the notice; or shows the letter first.
pub async fn grant_extension(visit: Visit) -> Answer {
    task::send_letters(visit, &EXTENSION).await
}

fn sheet(form: &FormState, given: &Given) -> Sheet {
    let clock = extendable(&given.open, given.today)
        .ok()
        .filter(|clock| is_extendable(clock.rule));
    let (tone, says) = match &clock {
        Some(clock) => (Tone::Info, limits(clock)),
        None => (
            Tone::Warn,
            "No clock of this request can be extended: only C1, C2 and C3 can, once (R10, R11)."
                .to_owned(),
        ),
    };
    let languages = LetterLanguage::ALL.iter().map(|one| {
        (
            one.as_str(),
            ["By a letter written now, in ", one.label()].concat(),
        )
    });
    Sheet::new(Button::primary("Extend the time").sends("then", "send"))
        .other(Button::normal("Show the letter").sends("then", "preview"))
        .note(tone, says)
        .field(form.date("completion_on", "It promises the answer by"))
        .field(reason(form).hint("As the letter gives it, in its language and in plain words. A policy is no reason."))
        .field(
            form.radios("notice", "How the requester is told")
                .hint("On paper: an e-mail may not give the reason. The letter also says how to complain.")
                .choices(languages)
                .choice(BEFORE, "By a letter that was sent before")
                .stacked(),
        )
        .field(
            form.date("sent_on", "The day that letter was sent")
                .hint("Only for a letter that was sent before.")
                .optional(),
        )
        .letters(letter(form, given).as_slice())
}

fn limits(clock: &Clock) -> String {
    [
        clock.rule.as_str(),
        " is due ",
        &dates::full(clock.original_due),
        ". The notice must be sent by then, with the reason and a day no later than ",
        &dates::full(latest_completion(clock.original_due)),
        ". It moves no clock of the state (R10, R11).",
    ]
    .concat()
}

/// The letter as it would go; none for one that was sent before.
fn letter(form: &FormState, given: &Given) -> Option<(Notice, Chosen)> {
    let typed = forms::extension(form.clone()).ok()?;
    let Told::Now(language) = typed.told else {
        return None;
    };
    let letter = extension_letter(&given.facilities, &given.open, &typed, given.today).ok()?;
    Some((letter, Chosen::on_paper(language)))
}
