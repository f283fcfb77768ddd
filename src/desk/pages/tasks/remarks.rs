//! What is said beside the work.

use super::super::task::{Sheet, Task};
use super::other;
use crate::requests::commands::{self, AddNote, LinkRequest};
use crate::requests::forms;
use crate::requests::model::LinkKind;
use crate::web::components::*;

pub static NOTE: Task<AddNote> = Task {
    noun: "notes",
    title: "Add a note",
    say: "The note is on the timeline.",
    guarded: false,
    sheet: |form, _| {
        Sheet::new(Button::primary("Add the note"))
            .note(
                Tone::Info,
                "A note is never edited or deleted; a correction is a further note.",
            )
            .field(form.lines("text", "Note").rows(6))
    },
    read: |form, _| forms::note(form),
    run: commands::add_note,
};

pub static LINK: Task<LinkRequest> = Task {
    noun: "links",
    title: "Link with another request",
    say: "The requests are linked.",
    guarded: false,
    sheet: |form, _| {
        Sheet::new(Button::primary("Link them"))
            .field(other(form, "other"))
            .field(
                form.select("how", "How they hang together")
                    .prompt("Choose")
                    .options(LinkKind::offered())
                    .width(Width::Half),
            )
    },
    read: |form, _| forms::link(form),
    run: commands::link_request,
};
