//! Nothing comes from here, because nothing was found or somebody else holds it: tasks like the others, their letter shown
//! exactly as it will go (N09).

use super::release::{email, language};
use super::task::{self, Given, Sheet, Task, Writes};
use super::tasks::reason;
use crate::calendar::spoken;
use crate::desk::commands::{NoRecords, SendOn, close_no_records, not_here_letter, send_on};
use crate::desk::forms;
use crate::form_state::FormState;
use crate::notices::forms::LOOK;
use crate::notices::model::{Chosen, NotHere, Notice, NoticeWay};
use crate::notices::pages::look_field;
use crate::requests::rules::actions::{Action as Doing, judge};
use crate::requests::rules::retention;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

type Said<C> = (C, Chosen);

static NO_RECORDS: Task<Said<NoRecords>, Writes<Said<NoRecords>>> = Task {
    noun: "no-records",
    title: "No records found",
    say: "The request is closed: no records. Its letter stands under Letters.",
    guarded: true,
    sheet: no_records,
    read: |form, _| forms::no_records(form),
    run: close_no_records,
};

static FORWARDING: Task<Said<SendOn>, Writes<Said<SendOn>>> = Task {
    noun: "forwarding",
    title: "Forward",
    say: "The request is closed as forwarded. The letter to the requester stands under Letters.",
    guarded: true,
    sheet: forwarding,
    read: |form, _| forms::sending_on(form),
    run: send_on,
};

/// Shows what is to be said when nothing was found.
pub async fn show_no_records(visit: Visit) -> Answer {
    task::show(visit, &NO_RECORDS).await
}

/// Tells in writing that nothing was found and closes the request; or shows the letter first.
pub async fn close_without_records(visit: Visit) -> Answer {
    task::send_letters(visit, &NO_RECORDS).await
}

/// Shows what is to be said when somebody else holds the records.
pub async fn show_forwarding(visit: Visit) -> Answer {
    task::show(visit, &FORWARDING).await
}

/// Sends the request on, tells the requester and closes it here; or shows the letter first.
pub async fn forward_request(visit: Visit) -> Answer {
    task::send_letters(visit, &FORWARDING).await
}

fn no_records(form: &FormState, given: &Given) -> Sheet {
    let typed = forms::no_records(form.clone()).ok();
    let sheet = begun(Doing::CloseNoRecords, "Send it and close the request", given)
        .note(
            Tone::Warn,
            "This closes the request. The letter says what was searched and, where it is known, who holds the records; it is the answer and stops the clocks (R14).",
        )
        .note(
            Tone::Info,
            spoken(&retention::told(given.open.terms.state, given.today)),
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
        );
    told(sheet, form).letters(letter(given, typed).as_slice())
}

fn forwarding(form: &FormState, given: &Given) -> Sheet {
    let typed = forms::sending_on(form.clone()).ok();
    let sheet = begun(Doing::Forward, "Send it on and close it here", given)
        .note(
            Tone::Warn,
            "This closes the request here. The requester is told in writing who holds the records (164.524(d)(3)); that answer stops the clocks (R14).",
        )
        .field(
            form.lines("to", "Who holds the records")
                .hint("Name, address and phone, as the letter gives them. Stands in the letter only, never in an e-mail.")
                .rows(3),
        )
        .field(reason(form).hint("For the desk; it does not stand in the letter."));
    told(sheet, form).letters(letter(given, typed).as_slice())
}

/// The buttons, and what refuses it on this request today.
fn begun(doing: Doing, button: &'static str, given: &Given) -> Sheet {
    let sheet = Sheet::new(Button::danger(button).sends("then", "send"))
        .other(Button::normal("Show the letter").sends("then", "preview"));
    match judge(doing, given.open.request.stage, &given.open.facts()) {
        Ok(_) => sheet,
        Err(refusal) => sheet.note(Tone::Bad, refusal.text),
    }
}

/// How the requester is told.
fn told(sheet: Sheet, form: &FormState) -> Sheet {
    sheet
        .field(
            form.radios("way", "How it goes")
                .choices(NoticeWay::offered()),
        )
        .field(language(form))
        .field(email(form))
        .field_if(look_field(form, LOOK))
}

/// The letter as it would go, once all of it can be read.
fn letter<C>(given: &Given, typed: Option<Said<C>>) -> Option<(Notice, Chosen)>
where
    for<'c> NotHere: From<&'c C>,
{
    let (said, how) = typed?;
    let why = NotHere::from(&said);
    let letter = not_here_letter(&given.facilities, &given.open, why, given.today).ok()?;
    Some((letter, how))
}
