//! What waits at the counter, and finding one part by the slip or by two identifiers.

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

use super::waits;
use crate::app::Seen;
use crate::audit;
use crate::calendar::plural;
use crate::db::{Read, StoreError, Subject};
use crate::facilities::Facilities;
use crate::form_state::FormState;
use crate::patients::rules::fold;
use crate::pick_ups::forms::{Wanted, wanted};
use crate::pick_ups::model::{Unclaimed, Waiting};
use crate::pick_ups::rules::owed;
use crate::pick_ups::store;
use crate::staff::model::{Actor, Permission};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// Parts on the page, the longest waiting first.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "pick_ups/list.html")]
struct ListPage {
    chrome: Chrome,
    said: String,
    tag: FormTag,
    form: FormState,
    rows: Vec<Line>,
}

struct Line {
    href: String,
    reference: String,
    since: String,
    waits: Tag,
    reminded: String,
    /// Where somebody is reminded.
    remind: Option<String>,
    pages: i64,
    site: String,
}

/// Lists what waits at the person's sites. No row names anybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_pick_ups(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    let parts = seen(&visit).await?;
    visit.page(&page(&visit, &parts, form))
}

/// Leads to the one part that is meant, or says on the list what else to ask for.
///
/// # Errors
/// When the database cannot be read.
pub async fn find_pick_up(visit: Visit) -> Answer {
    let form = visit.form.clone();
    let (field, text) = match wanted(form.clone()) {
        Err(refused) => {
            let parts = seen(&visit).await?;
            return visit.refused(&page(&visit, &parts, refused));
        }
        Ok(wanted) => {
            let parts = seen(&visit).await?;
            let mut found: Vec<&str> = parts
                .iter()
                .filter(|part| is_meant(part, &wanted))
                .map(|part| part.public_id.as_str())
                .collect();
            found.dedup();
            match (found.as_slice(), &wanted) {
                ([one], _) => {
                    return Ok(visit.go(&["/requests/", one, "/pick-up"].concat()));
                }
                ([], Wanted::Reference(_)) => (
                    "number",
                    "Nothing with this number waits at the counter. Look at how the request stands.",
                ),
                ([], Wanted::Person(..)) => (
                    "family",
                    "Nothing waits under this name and birth date. Ask for the number on the slip or the letter.",
                ),
                _ => (
                    "number",
                    "More than one request waits under this name and birth date. Ask for the number on the slip or the letter.",
                ),
            }
        }
    };
    let parts = seen(&visit).await?;
    visit.refused(&page(&visit, &parts, form.refused(field, text)))
}

fn is_meant(part: &Waiting, wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Reference(reference) => part.reference == reference.to_string(),
        Wanted::Person(family, born_on) => {
            let written = part.patient.split(',').next().unwrap_or(&part.patient);
            part.born_on == Some(*born_on) && fold(written) == fold(family)
        }
    }
}

async fn seen(visit: &Visit) -> Result<Vec<Waiting>, crate::error::AppError> {
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let parts = store::list_waiting(read, &sites, None, MOST)?;
            let listed = audit::pack_listed(parts.iter().map(|part| part.request.0));
            let seen = Seen {
                subject: Subject {
                    detail: Some("pick-ups".to_owned()),
                    ..Subject::default()
                },
                listed: Some(listed),
            };
            Ok((parts, seen))
        })
        .await
}

fn page(visit: &Visit, parts: &[Waiting], form: FormState) -> ListPage {
    let mut chrome = visit.chrome("Pick-ups");
    chrome.error = form.is_refused();
    let facilities = &visit.app.facilities;
    let today = facilities.today(&visit.actor.acting_site, visit.now());
    let count = i64::try_from(parts.len()).unwrap_or(MOST);
    let said = match count {
        0 => "Nothing waits".to_owned(),
        n => [&plural(n, "part"), ", the longest waiting first"].concat(),
    };
    ListPage {
        tag: FormTag::new("/pick-ups", &chrome.csrf),
        said,
        rows: parts
            .iter()
            .map(|part| Line {
                href: ["/requests/", &part.public_id, "/pick-up"].concat(),
                reference: part.reference.clone(),
                since: dates::short(part.since, today),
                waits: waits(part, step_of(facilities, part, today), today),
                reminded: part
                    .reminded_on
                    .map_or_else(String::new, |on| dates::short(on, today)),
                remind: visit
                    .actor
                    .may(Permission::LogRequests)
                    .then(|| ["/requests/", &part.public_id, "/reminder"].concat()),
                pages: part.pages,
                site: facilities.site_name(&part.site, today),
            })
            .collect(),
        chrome,
        form,
    }
}

fn step_of(facilities: &Facilities, part: &Waiting, today: NaiveDate) -> Option<Unclaimed> {
    let (profile, _) = facilities.of_site(&part.site)?;
    owed(profile, part, today)
}

/// How the counter stands, for Today.
pub struct PickUpLine {
    /// How much waits, and how much of it unclaimed.
    pub says: String,
    /// Whether somebody has to be reminded.
    pub late: bool,
}

/// The line for Today; none where nothing waits at the acting site.
///
/// # Errors
/// When the database cannot be read.
pub fn standing_line(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Option<PickUpLine>, StoreError> {
    let site = std::slice::from_ref(&actor.acting_site);
    let parts = store::list_waiting(read, site, None, MOST)?;
    if parts.is_empty() {
        return Ok(None);
    }
    let today = facilities.today(&actor.acting_site, now);
    let unclaimed = parts
        .iter()
        .filter_map(|part| step_of(facilities, part, today));
    let (late, most) = unclaimed.fold((0_i64, 0), |(late, most), step| {
        (late + 1, most.max(step.after))
    });
    let count = i64::try_from(parts.len()).unwrap_or(MOST);
    let waiting = [&plural(count, "part"), " at the counter to be picked up."].concat();
    let says = match late {
        0 => waiting,
        n => format!("{waiting} {n} unclaimed, the oldest for {most} days or longer."),
    };
    Ok(Some(PickUpLine {
        says,
        late: late > 0,
    }))
}
