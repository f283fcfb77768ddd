//! Who asks: the entry of the address book, and the requester's own reference.

use super::super::task::{Beside, Given, Sheet, Task};
use crate::db::{Read, StoreError};
use crate::desk::forms;
use crate::form_state::FormState;
use crate::intake::commands::{LikelyRequester, likely_requester, look_for_requester};
use crate::intake::forms::NOT_IN_BOOK;
use crate::requesters::commands::{NameRequester, name};
use crate::requesters::model::{KeptAddress, RequesterId};
use crate::requesters::store::get_entry;
use crate::requests::commands::OpenRequest;
use crate::web::components::*;

pub static REQUESTER: Task<NameRequester> = Task {
    noun: "requester",
    title: "Say who asks",
    say: "It is said who asks.",
    guarded: true,
    sheet: requester,
    read: |form, _| forms::named(form),
    run: name,
};

fn requester(form: &FormState, given: &Given) -> Sheet {
    let found: &[LikelyRequester] = match &given.beside {
        Beside::Requesters(found) => found,
        _ => &[],
    };
    let radios = found.iter().fold(
        form.radios("in_book", "Who asks, in the address book")
            .stacked(),
        |radios, one| {
            let label = [
                one.entry.says.name.as_str(),
                ", ",
                &one.entry.says.class.label().to_lowercase(),
            ];
            let reached: Vec<String> = one.addresses.iter().map(KeptAddress::in_a_line).collect();
            let value = one.entry.public_id.as_str();
            radios.choice_with_hint(value, label.concat(), reached.join("; "))
        },
    );
    Sheet::new(Button::primary("Save it").sends("then", "save"))
        .other(Button::normal("Look again").sends("then", "look"))
        .note(
            Tone::Info,
            "A requester who asks once needs no entry. One of the book is written to only at its own addresses, or after a second look.",
        )
        .field(
            form.text("sought", "Name to look for in the address book")
                .hint("The beginning of any word of the name.")
                .optional()
                .width(Width::Half),
        )
        .field(radios.choice(NOT_IN_BOOK, "Not in the address book"))
        .field(
            form.text("requester_reference", "Their own reference")
                .hint("A claim, file or case number.")
                .optional()
                .width(Width::Half),
        )
}

/// The entry that is named already, then those like the name looked for.
pub(in crate::desk::pages) fn offered(
    read: &mut Read<'_>,
    open: &OpenRequest,
    sought: &str,
) -> Result<Vec<LikelyRequester>, StoreError> {
    let request = &open.request;
    let mut found = Vec::new();
    if let Some(id) = request.asked.requester.id {
        let named = get_entry(read, RequesterId(id))?;
        found.push(likely_requester(read, named)?);
    }
    for one in look_for_requester(read, &request.organization, sought)? {
        if found.iter().all(|known| known.entry.id != one.entry.id) {
            found.push(one);
        }
    }
    Ok(found)
}
