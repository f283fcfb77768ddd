//! An item becomes a request, through the form of intake for the drop box: its arrival is on record in the session, so the
//! form shows it; the item is settled in the same transaction.

use super::{address, find, seen_item};
use crate::calendar::spoken;
use crate::drop_box::commands::{SettledAs, settle_as_logged};
use crate::drop_box::model::Version;
use crate::drop_box::model::{Item, ItemKind, Session};
use crate::drop_box::{rules, store};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::intake::commands::Ending;
use crate::intake::pages::{Known, Setting, log_form, show_form};
use crate::requests::model::{Channel, FormGiven};
use crate::web::visit::{Answer, Done, Visit};

/// Shows the form of the drop box for an item.
///
/// # Errors
/// `NotFound` for an unknown item and another site's alike; a refusal when it is settled.
pub async fn show_request_form(visit: Visit) -> Answer {
    let (session, item) = seen_item(&visit).await?;
    rules::may_settle(&session.emptying, &item).map_err(AppError::Refused)?;
    let setting = setting(&visit, &session, &item);
    show_form(&visit, &setting, begun(&item)).await
}

/// Logs the request and settles the item, in one transaction; or shows the form again with everything typed.
///
/// # Errors
/// `Stale` when the item was changed since; a refusal when it is settled; `NotFound`.
pub async fn log_request(visit: Visit) -> Answer {
    let (find, item_id) = (find(&visit)?, visit.path::<String>("item")?);
    let (session, item) = visit
        .read(move |read| {
            let session = find(read)?;
            let item = store::find_item(&session, &item_id)?.clone();
            Ok((session, item))
        })
        .await?;
    let setting = setting(&visit, &session, &item);
    let version = Version(visit.version_seen()?);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let (id, item_id) = (session.emptying.public_id, item.public_id);
    log_form(&visit, &setting, move |tx, ending| {
        let (became, say) = match ending {
            Ending::Logged(logged) => (
                SettledAs::New(&logged.public_id),
                "Request logged, and the item is settled.",
            ),
            Ending::SameAs(id) => (
                SettledAs::SameAs(id),
                "Not logged twice: it was added to the request that was there, and the item is settled.",
            ),
        };
        settle_as_logged(tx, &facilities, &actor, (&id, &item_id), version, became)?;
        Ok(Done::go(["/drop-box/", &id, "#items"].concat()).say(say))
    })
    .await
}

fn setting(visit: &Visit, session: &Session, item: &Item) -> Setting {
    let facilities = &visit.app.facilities;
    let emptying = &session.emptying;
    let local = |at| facilities.local(&emptying.site, at);
    let base = address(emptying);
    let received = crate::words::dates::full(item.received_on);
    Setting {
        channel: Channel::DropBox,
        action: [&base, "/items/", &item.public_id, "/request"].concat(),
        shown: Vec::new(),
        papers: Vec::new(),
        known: Some(Known {
            mailbox: None,
            asks_when: false,
            arrival: rules::arrival(
                local(emptying.previous_at),
                local(emptying.emptied_at),
                item.found.appointment_on,
            ),
            says: vec![
                format!(
                    "Item {} of session {}: {}. Received {received}.",
                    item.place,
                    emptying.id,
                    item.found.kind.label().to_lowercase()
                ),
                spoken(&item.received_why.join(" ")),
            ],
            title: format!("{}, item {}", emptying.id, item.place),
            version: item.version.0,
        }),
        beside: (base, "Back to the session"),
    }
}

/// The form with what the envelope says already.
fn begun(item: &Item) -> FormState {
    let written = item.found.patient.as_deref().unwrap_or("");
    let (family, given) = written.split_once(',').unwrap_or((written, ""));
    let form = FormState::empty()
        .with("patient_family", family.trim())
        .with("patient_given", given.trim());
    match paper(item.found.kind) {
        Some(paper) => form.with("form_given", paper.as_str()),
        None => form,
    }
}

/// The paper an item of this kind came on, where the kind says so.
fn paper(kind: ItemKind) -> Option<FormGiven> {
    match kind {
        ItemKind::Authorization => Some(FormGiven::AuthorizationRelease),
        ItemKind::MedicalForm => Some(FormGiven::MedicalForm),
        ItemKind::Letter => Some(FormGiven::Letter),
        ItemKind::RequestForm | ItemKind::NotOurs => None,
    }
}
