//! Pages of the hospital's facts.

use askama::Template;
use chrono::NaiveDate;

use super::rules::in_words;
use crate::error::AppError;
use crate::facilities::Facilities;
use crate::facilities::model::{Fact, FactKind, Profile};
use crate::facilities::rules::desk_open;
use crate::web::chrome::Chrome;
use crate::web::visit::{Answer, Visit};

#[derive(Template)]
#[template(path = "directory/facilities.html", whitespace = "minimize")]
struct FacilitiesPage {
    chrome: Chrome,
    hospitals: Vec<Hospital>,
}

struct Hospital {
    code: String,
    name: String,
    facts: usize,
    desks: Vec<Desk>,
}

struct Desk {
    site: String,
    state: &'static str,
    sentence: String,
}

/// Every hospital of this desk, and whether its windows are open now.
pub async fn list_facilities(visit: Visit) -> Answer {
    let facilities = &visit.app.facilities;
    let hospitals = facilities
        .profiles()
        .iter()
        .map(|profile| hospital(facilities, profile, &visit))
        .collect();
    visit.page(&FacilitiesPage {
        chrome: visit.chrome("Facilities"),
        hospitals,
    })
}

fn hospital(facilities: &Facilities, profile: &Profile, visit: &Visit) -> Hospital {
    let today = visit.now().date();
    let desks = profile
        .site_codes()
        .into_iter()
        .filter_map(|code| {
            let (_, site) = facilities.of_site(code)?;
            let local = facilities.local(code, visit.now());
            let terms = facilities.terms(code, local.date())?;
            let holiday = |day: NaiveDate| {
                terms
                    .calendar
                    .holiday_on(day)
                    .filter(|row| row.office_closed)
                    .map(|row| row.name.clone())
            };
            let desk = desk_open(profile, &site, local, &holiday);
            Some(Desk {
                site: facilities.site_name(code, today),
                state: desk.state.label(),
                sentence: desk.sentence,
            })
        })
        .collect();
    Hospital {
        code: profile.code().as_str().to_owned(),
        name: profile
            .organization(today)
            .map_or_else(String::new, |o| o.name.clone()),
        facts: profile.facts().len(),
        desks,
    }
}

#[derive(Template)]
#[template(path = "directory/hospital.html", whitespace = "minimize")]
struct HospitalPage {
    chrome: Chrome,
    code: String,
    name: String,
    kinds: Vec<Kind>,
    holidays: Vec<HolidayRow>,
}

struct Kind {
    id: &'static str,
    label: &'static str,
    rows: Vec<FactRow>,
}

struct FactRow {
    key: String,
    site: String,
    says: String,
    source: String,
    evidence: &'static str,
    since: NaiveDate,
    until: String,
    note: String,
}

struct HolidayRow {
    on: NaiveDate,
    day: String,
    name: String,
    office: &'static str,
    legal: &'static str,
}

/// Every fact of one hospital with its source, and its holidays with both flags (R6).
pub async fn show_hospital(visit: Visit) -> Answer {
    let code: String = visit.path("hospital")?;
    let today = visit.now().date();
    let facilities = visit.app.facilities.clone();
    let profile = facilities
        .profiles()
        .iter()
        .find(|p| p.code().as_str() == code)
        .ok_or(AppError::NotFound)?;
    let name = profile
        .organization(today)
        .map_or_else(String::new, |o| o.name.clone());
    let kinds = FactKind::ALL
        .iter()
        .map(|kind| kind_of(profile, *kind))
        .collect::<Result<Vec<_>, _>>()?;
    let page = HospitalPage {
        chrome: visit.chrome("Facts of a hospital"),
        name,
        kinds: kinds
            .into_iter()
            .filter(|kind| !kind.rows.is_empty())
            .collect(),
        holidays: holidays(&facilities, profile, today),
        code,
    };
    visit.page(&page)
}

fn kind_of(profile: &Profile, kind: FactKind) -> Result<Kind, AppError> {
    let rows = profile
        .facts()
        .iter()
        .filter(|fact| fact.value.kind() == kind)
        .map(fact_row)
        .collect::<Result<_, _>>()?;
    Ok(Kind {
        id: kind.as_str(),
        label: kind.label(),
        rows,
    })
}

fn fact_row(fact: &Fact) -> Result<FactRow, AppError> {
    let value = fact
        .value
        .to_json()
        .map_err(|e| AppError::Fault(e.to_string()))?;
    let sources: Vec<String> = fact.source.iter().map(ToString::to_string).collect();
    Ok(FactRow {
        key: fact.key.as_str().replace('_', " "),
        site: fact
            .site
            .as_ref()
            .map_or_else(|| "all".to_owned(), |site| site.as_str().to_owned()),
        says: in_words(&value),
        source: sources.join(" "),
        evidence: fact.evidence.label(),
        since: fact.valid_from,
        until: fact.valid_to.map_or_else(String::new, |on| on.to_string()),
        note: fact.note.clone().unwrap_or_else(String::new),
    })
}

fn holidays(facilities: &Facilities, profile: &Profile, today: NaiveDate) -> Vec<HolidayRow> {
    let terms = profile
        .site_codes()
        .into_iter()
        .find_map(|site| facilities.terms(site, today));
    let Some(terms) = terms else {
        return Vec::new();
    };
    let word = |flag: bool, yes, no| if flag { yes } else { no };
    terms
        .calendar
        .holidays()
        .filter(|row| row.on >= today - chrono::TimeDelta::days(31))
        .take(60)
        .map(|row| HolidayRow {
            on: row.on,
            day: row.on.format("%a").to_string(),
            name: row.name.clone(),
            office: word(row.office_closed, "closed", "open"),
            legal: word(row.legal_holiday, "yes", "no"),
        })
        .collect()
}
