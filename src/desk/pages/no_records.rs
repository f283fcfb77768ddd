//! Nothing was found: a task like the others, its letter shown exactly as it will go (N09).

use super::release::{email, language};
use super::task::{self, Given, Sheet, Task};
use crate::desk::commands::{NoRecords, close_no_records, no_records_letter};
use crate::desk::forms;
use crate::form_state::FormState;
use crate::notices::model::{Chosen, Notice, NoticeWay};
use crate::requests::rules::actions::{Action as Doing, judge};
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

static NO_RECORDS: Task<(NoRecords, Chosen), ()> = Task {
    noun: "no-records",
    title: "No records found",
    say: "The request is closed: no records. Its letter stands under Letters.",
    guarded: true,
    sheet,
    read: |form, _| forms::no_records(form),
    run: (),
};

/// Shows what is to be said when nothing was found.
pub async fn show_no_records(visit: Visit) -> Answer {
    task::show(visit, &NO_RECORDS).await
}

/// Tells in writing that nothing was found and closes the request; or shows the letter first.
pub async fn close_without_records(visit: Visit) -> Answer {
    if visit.form.has("then", "preview") {
        return task::look_again(visit, &NO_RECORDS).await;
    }
    let facilities = visit.app.facilities.clone();
    task::send_by(visit, &NO_RECORDS, move |tx, open, actor, (found, how)| {
        close_no_records(tx, &facilities, open, actor.staff_id, found, how)
    })
    .await
}

fn sheet(form: &FormState, given: &Given) -> Sheet {
    let open = &given.open;
    let letter = forms::no_records(form.clone())
        .ok()
        .and_then(|(found, how)| {
            let letter = no_records_letter(&given.facilities, open, &found, given.today).ok()?;
            Some((Notice::N09(letter), how))
        });
    let sheet = Sheet::new(Button::danger("Send it and close the request").sends("then", "send"))
        .other(Button::normal("Show the letter").sends("then", "preview"));
    let sheet = match judge(Doing::CloseNoRecords, open.request.stage, &open.facts()) {
        Ok(_) => sheet,
        Err(refusal) => sheet.note(Tone::Bad, refusal.text),
    };
    sheet
        .note(
            Tone::Warn,
            "This closes the request. The letter says what was searched and, where it is known, who holds the records; it is the answer and stops the clocks (R14).",
        )
        .field(
            form.lines("searched", "What was searched")
                .hint("Which systems, names, dates of birth and dates of care. Stands in the letter only, never in an e-mail.")
                .rows(4),
        )
        .field(
            form.lines("held_by", "Who may hold the records")
                .hint("If it is known, the requester is told.")
                .optional()
                .rows(2),
        )
        .field(
            form.radios("way", "How it goes")
                .choices(NoticeWay::ALL.iter().map(|w| (w.as_str(), w.label()))),
        )
        .field(language(form))
        .field(email(form))
        .letters(letter.as_slice())
}
