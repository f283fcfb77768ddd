//! One kit: what became of each sheet, and the rest that came back blank.

use askama::Template;

use super::{address, find, seen};
use crate::calendar::plural;
use crate::downtime::model::{Kit, Outcome, Sheet};
use crate::downtime::{commands, forms};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::model::Permission;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "downtime/kit.html")]
struct KitPage {
    chrome: Chrome,
    base: String,
    numbers: String,
    state: Tag,
    facts: Facts,
    /// The form for the rest that came back blank; none when nothing is out, or the person may not.
    blank: Option<(FormTag, String)>,
    acts: bool,
    form: FormState,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    number: String,
    state: Tag,
    request: Option<(String, String)>,
    said: String,
    out: bool,
}

/// Shows a kit.
///
/// # Errors
/// `NotFound` for an unknown kit and another site's alike.
pub async fn show_kit(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let kit = seen(&visit).await?;
    visit.page(&page(&visit, &kit, form)?)
}

fn page(visit: &Visit, kit: &Kit, form: FormState) -> Result<KitPage, AppError> {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&kit.site, visit.now());
    let out = i64::try_from(kit.out().count()).unwrap_or(i64::MAX);
    let acts = visit.actor.may(Permission::LogRequests);
    let mut chrome = visit.chrome(format!("Downtime kit – {}", kit.numbers()));
    chrome.error = form.is_refused();
    let base = address(kit);
    let blank = if acts && out > 0 {
        let tag = FormTag::new([&base, "/blank"].concat(), &chrome.csrf).key(visit.key()?);
        let says = format!("{} out. Count the blank ones in your hand.", are(out));
        Some((tag, says))
    } else {
        None
    };
    Ok(KitPage {
        numbers: kit.numbers(),
        state: match out {
            0 => Tag::new("All accounted for", Tone::Good),
            _ => Tag::new(format!("{out} out"), Tone::Warn),
        },
        facts: Facts::new()
            .fact("For", &dates::full(kit.for_day))
            .fact("Site", &facilities.site_name(&kit.site, today))
            .fact("Made by", &kit.made_by)
            .fact(
                "Made",
                &dates::moment(facilities.local(&kit.site, kit.made_at), today),
            ),
        blank,
        acts,
        rows: kit
            .sheets
            .iter()
            .map(|sheet| row(visit, kit, sheet, &base))
            .collect(),
        base,
        form,
        chrome,
    })
}

fn are(out: i64) -> String {
    let verb = if out == 1 { " is" } else { " are" };
    [&plural(out, "sheet"), verb].concat()
}

fn row(visit: &Visit, kit: &Kit, sheet: &Sheet, base: &str) -> Row {
    let facilities = &visit.app.facilities;
    let today = facilities.today(&kit.site, visit.now());
    let settled = sheet.settled.as_ref();
    Row {
        href: [base, "/sheets/", &sheet.public_id].concat(),
        number: sheet.number.to_string(),
        state: match settled.map(|settled| settled.outcome) {
            None => Tag::new("Out", Tone::Warn),
            Some(Outcome::Spoiled) => Tag::new(Outcome::Spoiled.label(), Tone::Plain),
            Some(outcome) => Tag::new(outcome.label(), Tone::Good),
        },
        request: settled
            .and_then(|settled| settled.request.clone())
            .map(|(id, reference)| (["/requests/", &id].concat(), reference)),
        said: settled.map_or_else(String::new, |settled| {
            let when = dates::moment(facilities.local(&kit.site, settled.at), today);
            let by = format!("{}, {when}", settled.by);
            match &settled.why {
                Some(why) => format!("{by}: {why}"),
                None => by,
            }
        }),
        out: settled.is_none(),
    }
}

/// Accounts for the sheets that are out as blank, or says which numbers are missing.
///
/// # Errors
/// `NotFound` for an unknown kit and another site's alike.
pub async fn rest_is_blank(visit: Visit) -> Answer {
    let id: String = visit.path("kit")?;
    let answer = match forms::counted(visit.form.clone()) {
        Err(form) => Err(AppError::Fields(Box::new(form))),
        Ok(counted) => {
            let (actor, kit) = (visit.actor.clone(), id.clone());
            visit
                .submit(&(id, counted), move |tx| {
                    commands::rest_is_blank(tx, &actor, &kit, counted)?;
                    Ok(Done::go(["/downtime/", &kit].concat())
                        .say("Every sheet of the kit is accounted for."))
                })
                .await
        }
    };
    match answer {
        Err(error) => {
            let form = visit.refused_form(error)?;
            let find = find(&visit)?;
            let kit = visit.read(find).await?;
            visit.refused(&page(&visit, &kit, form)?)
        }
        done => done,
    }
}
