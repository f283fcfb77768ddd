//! The last days with their counts, one day, and what prints and is signed for.

use askama::Template;
use chrono::{Days, NaiveDate, NaiveDateTime};

use super::model::{Difference, Evening, Signed};
use super::{commands, forms, rules, store};
use crate::db::{Read, StoreError};
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::form_state::FormState;
use crate::staff::model::{Actor, Permission};
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Done, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "evening/days.html")]
struct DaysPage {
    chrome: Chrome,
    said: String,
    rows: Vec<DayLine>,
}

struct DayLine {
    href: String,
    day: String,
    state: Tag,
    signed: String,
}

/// What Today says of days that nobody signed for.
pub struct OwedLine {
    /// The sentence.
    pub says: String,
    /// The oldest of them.
    pub href: String,
}

/// A line for Today, where days before are not signed for.
///
/// # Errors
/// When the database cannot be read.
pub fn owed_line(
    read: &mut Read<'_>,
    facilities: &Facilities,
    actor: &Actor,
    now: NaiveDateTime,
) -> Result<Option<OwedLine>, StoreError> {
    let site = &actor.acting_site;
    let today = facilities.today(site, now);
    let owed = commands::owed(read, facilities, site, today)?;
    let Some(oldest) = owed.last() else {
        return Ok(None);
    };
    let named: Vec<String> = owed
        .iter()
        .rev()
        .take(3)
        .map(|day| dates::short(*day, today))
        .collect();
    let more = if owed.len() > 3 {
        " and later days"
    } else {
        ""
    };
    Ok(Some(OwedLine {
        says: format!(
            "Nobody has signed yet that nothing is lost of {}{more}.",
            named.join(", ")
        ),
        href: address(*oldest),
    }))
}

fn address(day: NaiveDate) -> String {
    format!("/evening/{day}")
}

/// Today at the acting site.
fn today(visit: &Visit) -> NaiveDate {
    let facilities = &visit.app.facilities;
    facilities.today(&visit.actor.acting_site, visit.now())
}

/// Lists the last days, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_days(visit: Visit) -> Answer {
    let today = today(&visit);
    let since = today - Days::new(rules::DAYS_BACK);
    let (site, facilities) = (
        visit.actor.acting_site.clone(),
        visit.app.facilities.clone(),
    );
    let (signed, owed) = visit
        .read(move |read| {
            let signed = store::list_signed(read, &site, since)?;
            Ok((signed, commands::owed(read, &facilities, &site, today)?))
        })
        .await?;
    let days = (0..=rules::DAYS_BACK).map(|back| today - Days::new(back));
    let facilities = &visit.app.facilities;
    visit.page(&DaysPage {
        chrome: visit.chrome("Evening count"),
        said: facilities.site_name(&visit.actor.acting_site, today),
        rows: days
            .map(|day| {
                let last = signed.iter().find(|one| one.day == day);
                DayLine {
                    href: address(day),
                    day: dates::short(day, today),
                    state: state(last, owed.contains(&day), day == today),
                    signed: last.map_or_else(String::new, |one| signature(&visit, one)),
                }
            })
            .collect(),
    })
}

fn state(last: Option<&Signed>, owed: bool, is_today: bool) -> Tag {
    match last {
        Some(one) if one.differences == 0 => Tag::new("Nothing lost", Tone::Good),
        Some(one) => Tag::new(format!("Signed with {}", one.differences), Tone::Warn),
        None if owed => Tag::new("To sign", Tone::Warn),
        None if is_today => Tag::plain("Goes on"),
        None => Tag::plain("Nothing to sign"),
    }
}

fn signature(visit: &Visit, one: &Signed) -> String {
    let facilities = &visit.app.facilities;
    let local = facilities.local(&visit.actor.acting_site, one.at);
    let when = dates::moment(local, today(visit));
    match &one.why {
        Some(why) => format!("{}, {when}: {why}", one.by),
        None => format!("{}, {when}", one.by),
    }
}

#[derive(Template)]
#[template(path = "evening/day.html")]
struct DayPage {
    chrome: Chrome,
    base: String,
    title: String,
    said: String,
    zero: bool,
    rows: Vec<WayLine>,
    differences: Vec<Difference>,
    signatures: Vec<String>,
    tag: Option<FormTag>,
    form: FormState,
}

#[derive(Template)]
#[template(path = "evening/print.html")]
struct PrintedPage {
    chrome: Chrome,
    back: String,
    hospital: String,
    site: String,
    day: String,
    printed: String,
    zero: bool,
    rows: Vec<WayLine>,
    differences: Vec<Difference>,
    signatures: Vec<String>,
}

struct WayLine {
    name: String,
    arrived: i64,
    logged: i64,
    added: i64,
    aside: i64,
    open: i64,
}

fn way_lines(evening: &Evening) -> Vec<WayLine> {
    let line = |way: &super::model::Way| WayLine {
        name: way.name.clone(),
        arrived: way.counted.arrived,
        logged: way.counted.logged,
        added: way.counted.added,
        aside: way.counted.aside,
        open: way.counted.open(),
    };
    evening.ways.iter().map(line).collect()
}

/// The day of this address; days to come, and older than a year, are not there.
fn day_of(visit: &Visit) -> Result<NaiveDate, AppError> {
    let text: String = visit.path("day")?;
    let day: NaiveDate = text.parse().map_err(|_| AppError::NotFound)?;
    let today = today(visit);
    if day > today || day < today - Days::new(366) {
        return Err(AppError::NotFound);
    }
    Ok(day)
}

async fn given(visit: &Visit, day: NaiveDate) -> Result<(Evening, Vec<Signed>), AppError> {
    let (site, facilities) = (
        visit.actor.acting_site.clone(),
        visit.app.facilities.clone(),
    );
    visit
        .read(move |read| {
            let evening = commands::count(read, &facilities, &site, day)?;
            let mut signed = store::list_signed(read, &site, day)?;
            signed.retain(|one| one.day == day);
            Ok((evening, signed))
        })
        .await
}

/// Shows the count of a day.
///
/// # Errors
/// `NotFound` for a day to come.
pub async fn show_day(visit: Visit) -> Answer {
    let form = visit.draft().await?.unwrap_or_else(FormState::empty);
    visit.page(&page(&visit, form).await?)
}

async fn page(visit: &Visit, form: FormState) -> Result<DayPage, AppError> {
    let day = day_of(visit)?;
    let (evening, signed) = given(visit, day).await?;
    let mut chrome = visit.chrome(format!("Evening count – {day}"));
    chrome.error = form.is_refused();
    let tag = if visit.actor.may(Permission::LogRequests) {
        Some(FormTag::new(address(day), &chrome.csrf).key(visit.key()?))
    } else {
        None
    };
    Ok(DayPage {
        base: address(day),
        title: format!("Evening count of {}", dates::full(day)),
        said: visit.app.facilities.site_name(&evening.site, day),
        zero: evening.differences.is_empty(),
        rows: way_lines(&evening),
        signatures: signed.iter().map(|one| signature(visit, one)).collect(),
        differences: evening.differences,
        tag,
        form,
        chrome,
    })
}

/// Prints the count of a day.
///
/// # Errors
/// `NotFound` for a day to come.
pub async fn print_day(visit: Visit) -> Answer {
    let day = day_of(&visit)?;
    let (evening, signed) = given(&visit, day).await?;
    let facilities = &visit.app.facilities;
    let local = facilities.local(&evening.site, visit.now());
    visit.page(&PrintedPage {
        chrome: visit.chrome(format!("Evening count – {day}")),
        back: address(day),
        hospital: facilities.organization_name(&evening.site, day),
        site: facilities.site_name(&evening.site, day),
        day: dates::full(day),
        printed: format!("{} {}", dates::full(local.date()), local.format("%H:%M")),
        zero: evening.differences.is_empty(),
        rows: way_lines(&evening),
        signatures: signed.iter().map(|one| signature(&visit, one)).collect(),
        differences: evening.differences,
    })
}

/// Signs for a day, or shows what is not accounted for.
///
/// # Errors
/// `NotFound` for a day to come.
pub async fn sign_day(visit: Visit) -> Answer {
    let day = day_of(&visit)?;
    let why = match forms::why(visit.form.clone()) {
        Ok(why) => why,
        Err(form) => return visit.refused(&page(&visit, form).await?),
    };
    let (facilities, actor) = (visit.app.facilities.clone(), visit.actor.clone());
    let sent = why.clone();
    let done = visit
        .submit(&(day, why), move |tx| {
            commands::sign(tx, &facilities, &actor, day, sent.as_deref())?;
            Ok(Done::go(address(day)).say("Signed for, with the figures as they stand."))
        })
        .await;
    match done {
        Err(AppError::Refused(refusal)) => {
            let form = visit.form.clone().refused("why", refusal.with_rule());
            visit.refused(&page(&visit, form).await?)
        }
        done => done,
    }
}
