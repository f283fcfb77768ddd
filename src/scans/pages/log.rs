//! A part becomes a request, through the form of intake for the channel the batch came by, its pages beside it. The request and
//! the paper are stored in one transaction.

use super::cut::cut_out;
use super::{address, seen_part, viewer};
use crate::error::{AppError, CommandError};
use crate::form_state::FormState;
use crate::intake::commands::Ending;
use crate::intake::pages::{Setting, log_form, show_form};
use crate::scans::model::{Outcome, Part};
use crate::scans::store::{self, Batch};
use crate::scans::{commands, rules};
use crate::web::visit::{Answer, Done, Visit};
use crate::words::Refusal;

/// Shows the form of intake for a part.
///
/// # Errors
/// `NotFound` for an unknown part and another site's alike; a refusal when it is settled.
pub async fn show_request_form(visit: Visit) -> Answer {
    let (batch, part, _) = seen_part(&visit).await?;
    rules::may_change(&part).map_err(AppError::Refused)?;
    show_form(&visit, &setting(&batch, &part), FormState::empty()).await
}

/// Logs the request and files the part with it; or shows the form again with everything typed.
///
/// # Errors
/// A refusal when the part is settled or cannot be cut out; `NotFound`.
pub async fn log_request(visit: Visit) -> Answer {
    let (scan, id): (String, String) = (visit.path("scan")?, visit.path("part")?);
    let sites = visit.actor.sites.clone();
    let (batch, part) = visit
        .read(move |read| {
            let batch = store::get_batch(read, &scan, &sites)?;
            let parts = store::list_parts(read, batch.id)?;
            let part = store::find_part(&parts, &id)?.clone();
            Ok((batch, part))
        })
        .await?;
    let only_looks = matches!(visit.form.value("act"), "check" | "look") || part.settled.is_some();
    let paper = if only_looks {
        Err("This part is settled already.".to_owned())
    } else {
        cut_out(&visit.app, &batch, &part).await?
    };
    let setting = setting(&batch, &part);
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let (scan, id, version) = (batch.public_id, part.public_id, part.version);
    log_form(&visit, &setting, move |tx, ending| {
        let paper = paper.map_err(|why| CommandError::from(Refusal::new("B42", why)))?;
        let (request, say) = match ending {
            Ending::Logged(logged) => (
                &logged.public_id,
                "Request logged, and the pages of the batch are with it.",
            ),
            Ending::SameAs(id) => (
                id,
                "Not logged twice: the pages were added to the request that was there.",
            ),
        };
        let which = ((&*scan, &*id), version);
        let to = (request.as_str(), Outcome::Logged);
        commands::file(tx, &facilities, &actor, which, to, &paper)?;
        Ok(Done::go(["/scans/", &scan].concat()).say(say))
    })
    .await
}

fn setting(batch: &Batch, part: &Part) -> Setting {
    let base = address(batch);
    Setting {
        action: [&base, "/parts/", &part.public_id, "/request"].concat(),
        shown: vec![viewer(batch, part)],
        beside: (base, "Back to the batch"),
        ..Setting::of(batch.channel)
    }
}
