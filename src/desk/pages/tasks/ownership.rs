//! Who owns a request, and how urgent it is.

use super::super::task::{self, Given, Sheet, Task};
use super::reason;
use crate::form_state::FormState;
use crate::requests::commands::{self, SetPriority};
use crate::requests::forms::{self, Ownership};
use crate::requests::model::Priority;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};

pub static ASSIGNMENT: Task<Ownership> = Task {
    noun: "assignment",
    title: "Assign or hand over",
    say: "The request has a new owner.",
    guarded: true,
    sheet: assignment,
    read: |form, _| forms::ownership(form),
    run: |tx, open, actor, command| match command {
        Ownership::Give(assign) => commands::assign(tx, open, actor, assign),
        Ownership::PutBack(put_back) => commands::put_back(tx, open, actor, put_back),
    },
};

fn assignment(form: &FormState, given: &Given) -> Sheet {
    let owner = given.open.request.owner_id;
    let now = given.colleagues.iter().find(|one| Some(one.id) == owner);
    let note = match (owner, now) {
        (None, _) => "No one owns it.".to_owned(),
        (Some(_), Some(one)) => [&one.name, " owns it. A handover says why."].concat(),
        (Some(_), None) => "Somebody who no longer works here owns it.".to_owned(),
    };
    let others = given
        .colleagues
        .iter()
        .filter(|one| Some(one.id) != owner)
        .map(|one| (one.public_id.as_str(), one.name.as_str()));
    let nobody = owner.map(|_| (forms::NOBODY, "No one: put it back for anybody to take"));
    let to = form
        .select("to", "To")
        .prompt("Choose a colleague")
        .options(others)
        .options(nobody)
        .width(Width::Half);
    let reason = form.lines("reason", "Reason").rows(3);
    let reason = if owner.is_none() {
        reason.optional()
    } else {
        reason
    };
    Sheet::new(Button::primary("Give it to them"))
        .note(Tone::Info, note)
        .field(to)
        .field(reason)
}

pub static PRIORITY: Task<SetPriority> = Task {
    noun: "priority",
    title: "Set the priority",
    say: "The priority is set.",
    guarded: true,
    sheet: |form, given| {
        let now = given.open.request.asked.priority;
        let to = form
            .radios("to", "Priority")
            .choices(Priority::offered())
            .stacked();
        Sheet::new(Button::primary("Set the priority"))
            .note(Tone::Info, ["It is ", now.label(), "."].concat())
            .field(to)
            .field(reason(form))
    },
    read: |form, _| forms::priority(form),
    run: commands::set_priority,
};

/// Takes a request nobody owns.
pub async fn take_request(visit: Visit) -> Answer {
    task::at_once(visit, "take", "The request is yours.", commands::take).await
}
