//! Endings without a release.

use super::super::task::{Sheet, Task};
use super::{other, reason};
use crate::requests::commands::{self, MarkDuplicate, MarkInError, Withdraw};
use crate::requests::forms;
use crate::requests::model::ContactWay;
use crate::web::components::*;

pub static WITHDRAWAL: Task<Withdraw> = Task {
    noun: "withdrawal",
    title: "Record a withdrawal",
    say: "The request is closed as withdrawn.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as withdrawn"))
            .note(Tone::Warn, "This closes the request. Only the requester can take it back; silence is no withdrawal.")
            .field(
                form.select("way", "How the requester said so")
                    .prompt("Choose")
                    .options(ContactWay::offered())
                    .width(Width::Half),
            )
            .field(form.lines("reason", "What the requester said").rows(3))
    },
    read: |form, _| forms::withdrawal(form),
    run: commands::withdraw,
};

pub static DUPLICATE: Task<MarkDuplicate> = Task {
    noun: "duplicate",
    title: "Mark as a duplicate",
    say: "The request is closed as a duplicate and linked with the other.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as a duplicate"))
            .note(Tone::Warn, "This closes the request; the other goes on. The earlier date of receipt counts: correct it there if this one came first.")
            .field(other(form, "of"))
    },
    read: |form, _| forms::duplicate(form),
    run: commands::mark_duplicate,
};

pub static ERROR: Task<MarkInError> = Task {
    noun: "error",
    title: "Mark as logged in error",
    say: "The request is closed as logged in error.",
    guarded: true,
    sheet: |form, _| {
        Sheet::new(Button::danger("Close as logged in error"))
            .note(
                Tone::Warn,
                "This closes the request. Nothing is deleted; its number is not used again.",
            )
            .field(reason(form).hint("At least 15 characters."))
    },
    read: |form, _| forms::error(form),
    run: commands::mark_in_error,
};
