//! An item is added to a request: one of the suggested ones, or any other by its reference.

use super::task::{Sheet, TaskPage, page};
use super::{Whole, evidence, find};
use crate::documents::model::PaperRole;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::trays::commands::{add, look};
use crate::trays::model::Suggestion;
use crate::trays::model::Version;
use crate::trays::{forms, rules};
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};

const ADDITION: Sheet = Sheet {
    noun: "/addition",
    title: "Add to a request",
    note: "Its papers go to the request, and its timeline says where they came from. A closed request takes it too; then somebody says what follows.",
    button: "Add it to the request",
};

/// Shows where an item is added to a request.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; a refusal when it is settled.
pub async fn show_addition(visit: Visit) -> Answer {
    let draft = visit.draft().await?;
    let (whole, suggestions) = looked(&visit).await?;
    rules::may_settle(&whole.item).map_err(AppError::Refused)?;
    let form = draft.unwrap_or_else(|| begun(&visit, &whole));
    visit.page(&addition(&visit, &whole, &suggestions, form)?)
}

/// The item with the requests it may belong to, shown with their evidence.
async fn looked(visit: &Visit) -> Result<(Whole, Vec<Suggestion>), AppError> {
    let find = find(visit)?;
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let whole = find(read)?;
            let found = look(read, &sites, &whole.item, &whole.papers)?;
            let (ids, suggestions): (Vec<i64>, Vec<Suggestion>) = found.into_iter().unzip();
            let evidence = evidence(&whole.item, &ids);
            Ok(((whole, suggestions), evidence))
        })
        .await
}

/// The form with the request that was chosen on the page before, and what each paper says of itself.
fn begun(visit: &Visit, whole: &Whole) -> FormState {
    let form = match visit.query("to") {
        Some(to) => FormState::empty().with("suggested", to),
        None => FormState::empty(),
    };
    let papers = whole.papers.iter().filter(|paper| paper.paper.is_ok());
    papers.fold(form, |form, paper| {
        let field = ["says-", &paper.public_id].concat();
        form.with(&field, paper.description.as_str())
    })
}

fn addition(
    visit: &Visit,
    whole: &Whole,
    suggestions: &[Suggestion],
    form: FormState,
) -> Result<TaskPage, AppError> {
    let mut fields = Vec::new();
    if !suggestions.is_empty() {
        fields.push(Part::new(suggested(&form, suggestions)));
    }
    let typed = form
        .text("to", "Reference of the request")
        .hint("For example ROI-2026-004217-5.")
        .width(Width::Half);
    fields.push(Part::new(if suggestions.is_empty() {
        typed
    } else {
        typed.optional()
    }));
    let roles = PaperRole::offered();
    fields.push(Part::new(
        form.select("role", "What the papers are")
            .prompt("Choose")
            .options(roles)
            .width(Width::Half),
    ));
    for paper in whole.papers.iter().filter(|paper| paper.paper.is_ok()) {
        let label = ["What ", &paper.name, " is"].concat();
        let field = ["says-", &paper.public_id].concat();
        fields.push(Part::new(form.text(&field, &label).width(Width::Half)));
    }
    page(visit, &ADDITION, whole, form, fields)
}

fn suggested(form: &FormState, suggestions: &[Suggestion]) -> Radios {
    let radios = form
        .radios("suggested", "It may belong to")
        .hint(
            "What matched stands below each. Nothing a message says is proved: look at the papers.",
        )
        .stacked();
    let radios = suggestions.iter().fold(radios, |radios, one| {
        let closed = if one.closed { ", closed" } else { "" };
        let label = format!("{}, {}{closed}", one.reference, one.patient);
        let hint = format!("{}. Score {} of 100", one.matched.join(", "), one.score);
        radios.choice_with_hint(&*one.reference, label, hint)
    });
    radios.choice("", "Another request, by its reference")
}

/// Adds an item to a request.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn add_item(visit: Visit) -> Answer {
    let find = find(&visit)?;
    let whole = visit.read(find).await?;
    let command = match forms::add(visit.form.clone(), &whole.papers) {
        Ok(command) => command,
        Err(form) => return again(&visit, form).await,
    };
    let version = Version(visit.version_seen()?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let (id, tray) = (whole.item.public_id, whole.item.tray);
    let sent = (id.clone(), version, command.clone());
    let done = visit.submit(&sent, move |tx| {
        add(tx, &facilities, &actor, &id, version, &command)?;
        let say = "Its papers are with the request, and the item is settled.";
        Ok(Done::go(["/trays/", tray.as_str()].concat()).say(say))
    });
    match done.await {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, form).await
        }
        done => done,
    }
}

async fn again(visit: &Visit, form: FormState) -> Answer {
    let (whole, suggestions) = looked(visit).await?;
    visit.refused(&addition(visit, &whole, &suggestions, form)?)
}
