//! The calendar, the settings and the promises of a hospital as they hold, and who changed them.

use askama::Template;
use chrono::{NaiveDate, TimeDelta};

use super::{hospital, list_href, may_change};
use crate::facilities::model::{Profile, Promise, Setting};
use crate::house::commands::{promise_label, words};
use crate::house::model::{ChangeState, HouseChange, value_in_words};
use crate::house::store;
use crate::web::chrome::Chrome;
use crate::web::components::{Day, Empty, Tag, Tone};
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// How many changes the list shows.
const SHOWN: i64 = 100;
/// How far back the calendar begins.
const BACK: TimeDelta = TimeDelta::days(31);
/// How far ahead it reaches.
const AHEAD: TimeDelta = TimeDelta::days(400);

#[derive(Template)]
#[template(path = "house/changes.html", whitespace = "minimize")]
struct ChangesPage {
    chrome: Chrome,
    name: String,
    hospital: String,
    may_change: bool,
    changes: Vec<Line>,
    days: Vec<DayLine>,
    values: Vec<ValueLine>,
}

struct Line {
    href: String,
    what: String,
    reason: String,
    state: Tag,
    proposed: String,
    decided: String,
}

struct DayLine {
    on: NaiveDate,
    name: String,
    office: &'static str,
    legal: &'static str,
}

/// A setting or a promise as it holds today.
struct ValueLine {
    href: String,
    label: String,
    says: String,
    since: NaiveDate,
    rests_on: &'static str,
}

/// What the desk of a hospital counts and promises by, and every change of it.
pub async fn list_changes(visit: Visit) -> Answer {
    let profile = hospital(&visit)?;
    let code = profile.code().as_str().to_owned();
    let of = code.clone();
    let changes = visit
        .read(move |read| Ok(store::list_changes(read, &of, SHOWN)?))
        .await?;
    let today = today(&visit, profile);
    let name = profile.organization(today);
    visit.page(&ChangesPage {
        chrome: visit.chrome("Calendar and settings"),
        name: name.map_or_else(String::new, |organization| organization.name.clone()),
        may_change: may_change(&visit, profile),
        changes: changes
            .iter()
            .map(|one| line(&visit, profile, one))
            .collect(),
        days: days(&visit, profile, today),
        values: values(profile, today),
        hospital: code,
    })
}

impl ChangesPage {
    fn date(&self, day: NaiveDate) -> Day {
        Day::long(day)
    }
}

/// The local day of the hospital's first site.
pub(super) fn today(visit: &Visit, profile: &Profile) -> NaiveDate {
    let site = profile.site_codes().into_iter().next().unwrap_or_default();
    visit.app.facilities.today(site, visit.now())
}

pub(super) fn tag(state: ChangeState) -> Tag {
    match state {
        ChangeState::Looking => Tag::new(state.label(), Tone::Info),
        ChangeState::Looked => Tag::new(state.label(), Tone::Warn),
        ChangeState::InForce => Tag::new(state.label(), Tone::Good),
        ChangeState::Dropped => Tag::plain(state.label()),
    }
}

fn line(visit: &Visit, profile: &Profile, change: &HouseChange) -> Line {
    let (facilities, site) = (&visit.app.facilities, &visit.actor.acting_site);
    let today = today(visit, profile);
    let moment = |at| dates::moment(facilities.local(site, at), today);
    Line {
        href: [&list_href(profile), "/", &change.public_id].concat(),
        what: words(facilities, &change.organization, &change.change),
        reason: change.reason.clone(),
        state: tag(change.state),
        proposed: [&change.proposed_by, ", ", &moment(change.proposed_at)].concat(),
        decided: change
            .decided
            .as_ref()
            .map_or_else(String::new, |(by, at)| {
                let by = by.as_deref().unwrap_or("the desk");
                [by, ", ", &moment(*at)].concat()
            }),
    }
}

fn days(visit: &Visit, profile: &Profile, today: NaiveDate) -> Vec<DayLine> {
    let facilities = &visit.app.facilities;
    let terms = profile
        .site_codes()
        .into_iter()
        .find_map(|site| facilities.terms(site, today));
    let word = |flag: bool, yes, no| if flag { yes } else { no };
    let rows = terms.iter().flat_map(|terms| terms.calendar.holidays());
    rows.filter(|row| today - BACK <= row.on && row.on <= today + AHEAD)
        .map(|row| DayLine {
            on: row.on,
            name: row.name.clone(),
            office: word(row.office_closed, "closed", "open"),
            legal: word(row.legal_holiday, "yes", "no"),
        })
        .collect()
}

fn values(profile: &Profile, today: NaiveDate) -> Vec<ValueLine> {
    let href =
        |what: &str, key: &str| ["/facilities/", profile.code().as_str(), what, key].concat();
    let settings = profile.all::<Setting>(today).map(|row| ValueLine {
        href: href("/settings/", row.fact.key.as_str()),
        label: row.value.label.clone(),
        says: value_in_words(row.fact.key.as_str(), &row.value.values),
        since: row.fact.valid_from,
        rests_on: row.fact.evidence.label(),
    });
    let promises = profile.all::<Promise>(today).map(|row| ValueLine {
        href: href("/promises/", row.fact.key.as_str()),
        label: promise_label(row.fact.key.as_str(), row.value),
        says: row.value.count.to_string(),
        since: row.fact.valid_from,
        rests_on: row.fact.evidence.label(),
    });
    settings.chain(promises).collect()
}
