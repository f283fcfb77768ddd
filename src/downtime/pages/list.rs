//! The kits of a site, and making one.

use askama::Template;
use chrono::NaiveDateTime;

use crate::calendar::plural;
use crate::db::{Read, StoreError, new_public_id};
use crate::downtime::model::KitLine;
use crate::downtime::store::{self, NewKit};
use crate::downtime::{commands, forms};
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::form_state::FormState;
use crate::staff::model::{Actor, Permission};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

/// How many kits the list shows.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "downtime/kits.html")]
struct KitsPage {
    chrome: Chrome,
    said: String,
    tag: Option<FormTag>,
    form: FormState,
    rows: Vec<Line>,
}

struct Line {
    href: String,
    numbers: String,
    day: String,
    made_by: String,
    sheets: i64,
    state: Tag,
}

/// Sheets of days before today that are not accounted for.
pub struct OutLine {
    /// How many, in words.
    pub says: String,
}

/// A line for Today, where sheets of days before are out.
///
/// # Errors
/// When the database cannot be read.
pub fn out_line(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Option<OutLine>, StoreError> {
    let site = &actor.acting_site;
    let out = store::count_out(read, site, facilities.today(site, now))?;
    let says = format!(
        "{} of days before not accounted for. Key back what is written, and count what came back blank.",
        plural(out, "downtime sheet")
    );
    Ok((out > 0).then_some(OutLine { says }))
}

/// Lists the kits of the acting site.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_kits(visit: Visit) -> Answer {
    let form = match visit.draft().await? {
        Some(form) => form,
        None => fresh(&visit),
    };
    visit.page(&page(&visit, form).await?)
}

/// A form that nobody has touched: a kit for today.
fn fresh(visit: &Visit) -> FormState {
    let today = visit
        .app
        .facilities
        .today(&visit.actor.acting_site, visit.now());
    FormState::empty()
        .with_date("for", today)
        .with("sheets", "20")
}

async fn page(visit: &Visit, form: FormState) -> Result<KitsPage, AppError> {
    let site = visit.actor.acting_site.clone();
    let kits = visit
        .read(move |read| Ok(store::list_kits(read, &site, SHOWN)?))
        .await?;
    let mut chrome = visit.chrome("Downtime kits");
    chrome.error = form.is_refused();
    let facilities = &visit.app.facilities;
    let today = facilities.today(&visit.actor.acting_site, visit.now());
    let tag = if visit.actor.may(Permission::LogRequests) {
        Some(FormTag::new("/downtime", &chrome.csrf).key(visit.key()?))
    } else {
        None
    };
    Ok(KitsPage {
        said: facilities.site_name(&visit.actor.acting_site, today),
        rows: kits
            .iter()
            .map(|kit| Line {
                href: ["/downtime/", &kit.public_id].concat(),
                numbers: format!("{} to {}", kit.numbers.0, kit.numbers.1),
                day: dates::short(kit.for_day, today),
                made_by: kit.made_by.clone(),
                sheets: kit.sheets,
                state: state(kit, kit.for_day < today),
            })
            .collect(),
        chrome,
        tag,
        form,
    })
}

fn state(kit: &KitLine, over: bool) -> Tag {
    match kit.out {
        0 => Tag::new("All accounted for", Tone::Good),
        out if over => Tag::new(format!("{out} to account for"), Tone::Warn),
        out => Tag::plain(format!("{out} out")),
    }
}

/// Makes a kit, or shows the form again with everything typed.
///
/// # Errors
/// When it cannot be stored.
pub async fn make_kit(visit: Visit) -> Answer {
    let site = visit.actor.acting_site.clone();
    let today = visit.app.facilities.today(&site, visit.now());
    let (for_day, sheets) = match forms::kit(visit.form.clone(), today) {
        Ok(read) => read,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    let sheet_ids = (0..sheets).map(|_| new_public_id());
    let new = NewKit {
        public_id: visit.new_id()?,
        site,
        for_day,
        sheets: sheet_ids.collect::<Result<_, _>>()?,
    };
    let actor = visit.actor.clone();
    visit
        .submit(&(for_day, sheets), move |tx| {
            commands::make_kit(tx, &actor, &new)?;
            Ok(Done::go(["/downtime/", &new.public_id].concat())
                .say("The kit is made. Print it; its numbers are taken."))
        })
        .await
}
