//! Changing an entry; adding, changing, verifying and withdrawing its addresses.

use super::task::{Task, send, show};
use crate::address_book::forms;
use crate::form_state::FormState;
use crate::requesters::commands::{
    self, AddAddress, Arrived, ChangeAddress, ChangeEntry, Prove, Withdraw,
};
use crate::requesters::model::{AddressKind, ProofMethod};
use crate::requests::model::RequesterClass;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

static ENTRY: Task<ChangeEntry> = Task {
    noun: "/entry",
    title: "Change the entry",
    note: "What the entry said before stays in its history.",
    button: "Save the change",
    say: "The entry is changed.",
    of_address: false,
    begun: |shown, _, _| forms::filled(&shown.entry),
    fields: |form, _| {
        let mut fields = entry_fields(form);
        fields.push(why(
            form,
            "Reason",
            "How it is known, for example: on the letterhead of today.",
        ));
        fields
    },
    read: forms::change,
    run: commands::change,
};

static NEW_ADDRESS: Task<AddAddress> = Task {
    noun: "/contacts",
    title: "Add an address",
    note: "It is not verified yet: before something goes there, the desk asks for a second look.",
    button: "Add the address",
    say: "The address is added. Verify it before anything goes there.",
    of_address: false,
    begun: |_, _, _| FormState::empty(),
    fields: |form, _| {
        let kinds = AddressKind::ALL
            .iter()
            .map(|one| (one.as_str(), one.label()));
        vec![
            Part::new(
                form.radios("kind", "What kind of address it is")
                    .choices(kinds),
            ),
            lines(form),
        ]
    },
    read: forms::address,
    run: commands::add,
};

static CHANGED_ADDRESS: Task<ChangeAddress> = Task {
    noun: "",
    title: "Change an address",
    note: "It has to be verified anew, and the desk asks for a second look before something goes there. What it was is kept as an address that is not used any more.",
    button: "Save the change",
    say: "The address is changed. Verify it before anything goes there.",
    of_address: true,
    begun: |_, kept, _| {
        FormState::empty().with("text", kept.map_or("", |one| one.address.text.as_str()))
    },
    fields: |form, _| {
        vec![
            lines(form),
            why(
                form,
                "How it is known",
                "For example: letter of today, in the papers of the request.",
            ),
        ]
    },
    read: forms::changed_address,
    run: commands::change_address,
};

static PROOF: Task<Prove> = Task {
    noun: "/proof",
    title: "Verify an address",
    note: "Never call a number that stands on the letter alone: find it independently, and ask them to read the address out.",
    button: "It is verified",
    say: "The address is verified.",
    of_address: true,
    begun: |_, _, today| FormState::empty().with_date("proved_on", today),
    fields: |form, _| {
        let ways = ProofMethod::ALL
            .iter()
            .map(|one| (one.as_str(), one.label()));
        vec![
            Part::new(
                form.radios("method", "How it was verified")
                    .choices(ways)
                    .stacked(),
            ),
            Part::new(
                form.date("proved_on", "The day it was verified")
                    .width(Width::Half),
            ),
            Part::new(
                form.lines("said", "Who said so")
                    .hint("For a call: with whom you spoke, and where you found the number.")
                    .rows(2)
                    .optional(),
            ),
        ]
    },
    read: forms::proof,
    run: commands::prove,
};

static ARRIVAL: Task<Arrived> = Task {
    noun: "/arrival",
    title: "Something arrived",
    note: "Handed over to the mail server or the post is not arrived. Note it when somebody said so, answered, or the fax machine reports it.",
    button: "It arrived",
    say: "It is noted that something arrived there.",
    of_address: true,
    begun: |_, _, today| FormState::empty().with_date("arrived_on", today),
    fields: |form, _| {
        vec![
            Part::new(
                form.date("arrived_on", "The day it arrived")
                    .width(Width::Half),
            ),
            why(
                form,
                "How it is known",
                "For example: report of the fax machine, they called about it.",
            ),
        ]
    },
    read: forms::arrival,
    run: commands::arrived,
};

static WITHDRAWAL: Task<Withdraw> = Task {
    noun: "/withdrawal",
    title: "Stop using an address",
    note: "It stays in the book as an address that is not used any more, so that a letter to it is noticed.",
    button: "Stop using it",
    say: "The address is not used any more.",
    of_address: true,
    begun: |_, _, _| FormState::empty(),
    fields: |form, _| {
        vec![why(
            form,
            "Reason",
            "For example: a wrong number, the office moved.",
        )]
    },
    read: forms::withdrawal,
    run: commands::withdraw,
};

/// What an entry says.
pub(super) fn entry_fields(form: &FormState) -> Vec<Part> {
    let classes = RequesterClass::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()));
    vec![
        Part::new(
            form.text("name", "Name of the person or organization")
                .width(Width::Half),
        ),
        Part::new(
            form.select("class", "What they are")
                .prompt("Choose")
                .options(classes)
                .width(Width::Quarter),
        ),
        Part::new(
            form.text("npi", "NPI")
                .hint("Only for a provider: ten digits.")
                .kind(Kind::Digits)
                .optional()
                .width(Width::Quarter),
        ),
        Part::new(
            form.lines("notes", "Notes")
                .hint("Office hours, whom to ask for. Nothing about a patient.")
                .rows(2)
                .optional(),
        ),
    ]
}

/// One line for an address of a kind.
pub(super) fn addressed(form: &FormState, name: &str, kind: AddressKind) -> TextInput {
    let field = form.text(name, kind.label());
    match kind {
        AddressKind::Fax | AddressKind::Phone => field.kind(Kind::Phone),
        AddressKind::Email => field.kind(Kind::Email),
        AddressKind::Mail | AddressKind::Portal => field,
    }
}

fn lines(form: &FormState) -> Part {
    Part::new(
        form.lines("text", "Address")
            .hint("A number, an e-mail address, an account, or the lines of a postal address.")
            .rows(3)
            .width(Width::Half),
    )
}

fn why(form: &FormState, label: &str, hint: &str) -> Part {
    Part::new(form.lines("why", label).hint(hint).rows(2))
}

/// Writes the two handlers of a task: its page, and what its form does.
macro_rules! handlers {
    ($($show:ident, $send:ident => $task:ident;)*) => {$(
        /// Shows the page of the task.
        ///
        /// # Errors
        /// `NotFound` for an unknown entry or address and another hospital's alike.
        pub async fn $show(visit: Visit) -> Answer {
            show(visit, &$task).await
        }

        /// Carries the task out, or shows it again with everything typed.
        ///
        /// # Errors
        /// `Stale` when somebody changed the entry first; `NotFound`.
        pub async fn $send(visit: Visit) -> Answer {
            send(visit, &$task).await
        }
    )*};
}

handlers! {
    show_entry, change_entry => ENTRY;
    show_new_address, add_address => NEW_ADDRESS;
    show_address, change_address => CHANGED_ADDRESS;
    show_proof, prove_address => PROOF;
    show_arrival, note_arrival => ARRIVAL;
    show_withdrawal, withdraw_address => WITHDRAWAL;
}
