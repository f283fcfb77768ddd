//! One sheet: keyed back through the form of the channel it was written for, or put away with its reason.

use askama::Template;

use super::{address, find, seen_sheet};
use crate::downtime::commands::{find_sheet, put_away, settle_as_request};
use crate::downtime::model::Version;
use crate::downtime::model::{Kit, Outcome, Sheet};
use crate::downtime::{forms, rules};
use crate::error::AppError;
use crate::facilities::model::Channel;
use crate::form_state::FormState;
use crate::intake::commands::Ending;
use crate::intake::pages::{Setting, log_form, show_form};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "downtime/sheet.html")]
struct SheetPage {
    chrome: Chrome,
    title: String,
    said: String,
    back: String,
    channels: Vec<(String, &'static str)>,
    tag: FormTag,
    form: FormState,
}

impl SheetPage {
    fn outcome(&self) -> Radios {
        Radios::new("outcome", "What became of it")
            .choices(
                [Outcome::Blank, Outcome::Spoiled]
                    .map(|outcome| (outcome.as_str(), outcome.label())),
            )
            .chosen(self.form.value("outcome"))
            .error(self.form.error("outcome"))
    }
}

/// Shows a sheet that is out.
///
/// # Errors
/// `NotFound`; a refusal when it is accounted for.
pub async fn show_sheet(visit: Visit) -> Answer {
    let draft = visit.draft().await?;
    let given = seen_sheet(&visit).await?;
    rules::may_settle(&given.1).map_err(AppError::Refused)?;
    let form = draft.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, &given, form)?)
}

fn page(
    visit: &Visit,
    (kit, sheet): &(Kit, Sheet),
    form: FormState,
) -> Result<SheetPage, AppError> {
    let back = address(kit);
    let own = [&back, "/sheets/", &sheet.public_id].concat();
    let mut chrome = visit.chrome(format!("Downtime sheet {}", sheet.number));
    chrome.error = form.is_refused();
    let version = form.version().map_or(sheet.version, Version);
    let by = |channel: &Channel| {
        let slug = channel.as_str().replace('_', "-");
        ([&own, "/request/", &slug].concat(), channel.label())
    };
    Ok(SheetPage {
        title: sheet.number.to_string(),
        said: format!("Printed for {}", dates::full(kit.for_day)),
        // A portal's own messages wait there while the desk is away.
        channels: Channel::ALL
            .iter()
            .filter(|channel| **channel != Channel::Portal)
            .map(by)
            .collect(),
        tag: FormTag::new(own, &chrome.csrf)
            .key(visit.key()?)
            .version(version.0)
            .guarded(),
        back,
        form,
        chrome,
    })
}

/// Puts away a sheet that holds no request.
///
/// # Errors
/// `Stale`; `NotFound`.
pub async fn put_away_sheet(visit: Visit) -> Answer {
    let how = match forms::put_away(visit.form.clone()) {
        Ok(how) => how,
        Err(form) => return again(&visit, form).await,
    };
    let version = Version(visit.version_seen()?);
    let (kit, sheet): (String, String) = (visit.path("kit")?, visit.path("sheet")?);
    let actor = visit.actor.clone();
    let whole = (kit.clone(), sheet.clone(), version, how.clone());
    let done = visit
        .submit(&whole, move |tx| {
            put_away(tx, &actor, (&kit, &sheet), version, &how)?;
            Ok(Done::go(["/downtime/", &kit].concat()).say("The sheet is accounted for."))
        })
        .await;
    match done {
        Err(error) => {
            let form = visit.refused_form(error)?;
            again(&visit, form).await
        }
        done => done,
    }
}

async fn again(visit: &Visit, form: FormState) -> Answer {
    let given = seen_sheet(visit).await?;
    visit.refused(&page(visit, &given, form)?)
}

/// Shows the form of a channel for what is written on a sheet.
///
/// # Errors
/// `NotFound`; a refusal when the sheet is accounted for.
pub async fn show_sheet_form(visit: Visit) -> Answer {
    let (kit, sheet) = seen_sheet(&visit).await?;
    rules::may_settle(&sheet).map_err(AppError::Refused)?;
    let setting = setting(&visit, &kit, &sheet)?;
    show_form(&visit, &setting, FormState::empty()).await
}

fn setting(visit: &Visit, kit: &Kit, sheet: &Sheet) -> Result<Setting, AppError> {
    let slug: String = visit.path("channel")?;
    let channel = Channel::parse(&slug.replace('-', "_")).map_err(|_| AppError::NotFound)?;
    let own = [&address(kit), "/sheets/", &sheet.public_id].concat();
    Ok(Setting {
        channel,
        action: [&own, "/request/", &slug].concat(),
        beside: (own, "Back to the sheet"),
        known: None,
        shown: Vec::new(),
        papers: Vec::new(),
    })
}

/// Logs what is written on a sheet and accounts for it, in one transaction; or shows the form again.
///
/// # Errors
/// A refusal when the sheet is accounted for; `NotFound`.
pub async fn log_sheet(visit: Visit) -> Answer {
    let (find, sheet_id) = (find(&visit)?, visit.path::<String>("sheet")?);
    let kit = visit.read(find).await?;
    let sheet = find_sheet(&kit, &sheet_id)?.clone();
    let setting = setting(&visit, &kit, &sheet)?;
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let (kit_id, version) = (kit.public_id, sheet.version);
    log_form(&visit, &setting, move |tx, ending| {
        let (request, say) = match ending {
            Ending::Logged(logged) => (
                &logged.public_id,
                "Request logged, and the sheet is accounted for.",
            ),
            Ending::SameAs(id) => (
                id,
                "Not logged twice: it was added to the request that was there, and the sheet is accounted for.",
            ),
        };
        settle_as_request(tx, &facilities, &actor, (&kit_id, &sheet_id), version, request)?;
        Ok(Done::go(["/downtime/", &kit_id].concat()).say(say))
    })
    .await
}
