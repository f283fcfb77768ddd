//! Where a request is kept at the practice.

use askama::Template;

use super::evidence;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::transfers::model::{Transfer, Version};
use crate::transfers::{commands, forms, rules, store};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "transfers/keep.html")]
struct KeepPage {
    chrome: Chrome,
    reference: String,
    facts: Facts,
    tag: FormTag,
    form: FormState,
}

/// Shows where a request is kept at the practice.
///
/// # Errors
/// `NotFound` for an unknown transfer and another site's alike; a refusal when it does not lie at the practice.
pub async fn show_keep(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let transfer = seen(&visit).await?;
    rules::may_send(&transfer).map_err(AppError::Refused)?;
    visit.page(&page(&visit, &transfer, form)?)
}

/// Keeps it there.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn keep_transfer(visit: Visit) -> Answer {
    let (id, seen_version): (String, _) = (visit.path("transfer")?, visit.version_seen()?);
    let done = match forms::why(visit.form.clone()) {
        Err(form) => Err(AppError::Fields(Box::new(form))),
        Ok(why) => {
            let actor = visit.actor.clone();
            let whole = (id.clone(), seen_version, why.clone());
            visit
                .submit(&whole, move |tx| {
                    commands::keep(tx, &actor, &id, Version(seen_version), &why)?;
                    Ok(Done::go("/transfers").say("It stays at the practice."))
                })
                .await
        }
    };
    match done {
        Err(error) => {
            let form = visit.refused_form(error)?;
            visit.refused(&page(&visit, &seen(&visit).await?, form)?)
        }
        done => done,
    }
}

async fn seen(visit: &Visit) -> Result<Transfer, AppError> {
    let id: String = visit.path("transfer")?;
    let here = [visit.actor.acting_site.clone()];
    visit
        .show(move |read| {
            let transfer = store::get_transfer(read, &id, &here)?;
            // The other end reads of it, and does not decide.
            if !here.contains(&transfer.from_site) {
                return Err(AppError::NotFound);
            }
            let seen = evidence(&[&transfer]);
            Ok((transfer, seen))
        })
        .await
}

fn page(visit: &Visit, transfer: &Transfer, form: FormState) -> Result<KeepPage, AppError> {
    let mut chrome = visit.chrome(["It stays at the practice – ", &transfer.reference].concat());
    chrome.error = form.is_refused();
    let today = visit.app.facilities.today(&transfer.from_site, visit.now());
    let action = ["/transfers/", &transfer.public_id, "/stay"].concat();
    let version = form.version().unwrap_or(transfer.version.0);
    Ok(KeepPage {
        tag: FormTag::new(action, &chrome.csrf)
            .key(visit.key_of(&form)?)
            .version(version)
            .guarded(),
        facts: Facts::new()
            .fact("Practice site", &transfer.place)
            .fact("Received there", &dates::short(transfer.received_on, today)),
        reference: transfer.reference.clone(),
        chrome,
        form,
    })
}
