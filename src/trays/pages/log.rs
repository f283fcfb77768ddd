//! An item becomes a request, through the form of intake for its channel: its arrival is on record, its papers stand beside
//! the form and go with the request, and the item is settled in the same transaction.

use super::shown::viewer;
use super::{Whole, address, find, seen};
use crate::calendar::spoken;
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::intake::commands::Ending;
use crate::intake::pages::{Known, PaperHere, Setting, log_form, show_form};
use crate::requests::model::{Channel, FormGiven};
use crate::requests::rules::received::Arrival;
use crate::trays::commands::{SettledAs, settle_as_logged};
use crate::trays::model::Version;
use crate::trays::model::{Item, Tray};
use crate::trays::{forms, rules};
use crate::web::visit::{Answer, Done, Visit};

/// Shows the form of intake for an item.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; a refusal when it is settled.
pub async fn show_request_form(visit: Visit) -> Answer {
    let whole = seen(&visit).await?;
    rules::may_settle(&whole.item).map_err(AppError::Refused)?;
    let begun = begun(&visit, &whole);
    let setting = setting(&visit, &whole);
    show_form(&visit, &setting, begun).await
}

/// Logs the request with the papers of the item and settles it, in one transaction; or shows the form again with everything
/// typed.
///
/// # Errors
/// `Stale` when the item was changed since; a refusal when it is settled; `NotFound`.
pub async fn log_request(visit: Visit) -> Answer {
    let find = find(&visit)?;
    let whole = visit.read(find).await?;
    let version = Version(visit.version_seen()?);
    let setting = setting(&visit, &whole);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let described = forms::described(&visit.form, &whole.papers);
    let (id, tray) = (whole.item.public_id, whole.item.tray);
    log_form(&visit, &setting, move |tx, ending| {
        let described = described.map_err(CommandError::Fields)?;
        let (became, say) = match ending {
            Ending::Logged(logged) => (
                SettledAs::New(&logged.public_id),
                "Request logged with its papers, and the item is settled.",
            ),
            Ending::SameAs(id) => (
                SettledAs::SameAs(id),
                "Not logged twice: it was added to the request that was there, and the item is settled.",
            ),
        };
        settle_as_logged(tx, &facilities, &actor, (&id, version), became, &described)?;
        Ok(Done::go(["/trays/", tray.as_str()].concat()).say(say))
    })
    .await
}

fn setting(visit: &Visit, whole: &Whole) -> Setting {
    let item = &whole.item;
    let own = address(item);
    let arrival = Arrival::new(
        item.came.channel,
        visit.app.facilities.local(&item.site, item.came.at),
    );
    let papers = whole.papers.iter().filter_map(|paper| {
        Some(PaperHere {
            id: paper.public_id.clone(),
            name: paper.name.clone(),
            viewer: viewer(&own, paper)?,
        })
    });
    Setting {
        channel: item.came.channel,
        action: [&own, "/request"].concat(),
        beside: (own.clone(), "Back to the item"),
        known: Some(Known {
            arrival,
            mailbox: (item.came.channel == Channel::Email).then(|| item.came.source.clone()),
            asks_when: item.came.to == Tray::Scans,
            says: says(item),
            title: item.id.to_string(),
            version: item.version.0,
        }),
        shown: Vec::new(),
        papers: papers.collect(),
    }
}

fn says(item: &Item) -> Vec<String> {
    if item.came.to == Tray::Scans {
        return vec![format!(
            "{} was scanned into {}. The day the letter reached the hospital counts, not the day it was scanned.",
            item.id, item.came.source
        )];
    }
    vec![
        format!("{} came to {}.", item.id, item.came.source),
        spoken(&item.came.received_why.join(" ")),
    ]
}

/// The form with what the item says already. Nothing in a message is proved, so a person looks at each.
fn begun(visit: &Visit, whole: &Whole) -> FormState {
    let item = &whole.item;
    let mut form = FormState::empty();
    if let Some(work) = rules::work_of(item.tray) {
        form = form.with("work", work.as_str());
    }
    if item.tray == Tray::Forms {
        form = form.with("form_given", FormGiven::MedicalForm.as_str());
    }
    if let Some(sender) = &item.says.sender {
        form = form.with("requester_email", sender.as_str());
    }
    if let Some(name) = &item.says.sender_name {
        form = form.with("requester_name", name.as_str());
    }
    if item.came.to == Tray::Scans {
        let at = visit.app.facilities.local(&item.site, item.came.at);
        form = form
            .with_date("arrived", at.date())
            .with("arrived-time", at.format("%H:%M").to_string());
    }
    let papers = whole.papers.iter().filter(|paper| paper.paper.is_ok());
    papers.fold(form, |form, paper| {
        let field = ["says-", &paper.public_id].concat();
        form.with(&field, paper.description.as_str())
    })
}
