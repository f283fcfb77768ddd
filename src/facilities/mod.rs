//! Organizations, sites and the facts their desks live by. A statutory rule is code; what a hospital says about itself
//! is data here, dated, with the row of the seed inventory it comes from.

pub mod model;
pub mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, TimeZone};

use model::{Phone, PhonePurpose, Profile, ProfileError, Promise, Site, SiteCode, StateLaw};

use crate::calendar::{Calendar, Holiday, holidays};

const FILES: [(&str, &str); 2] = [
    (
        "city_of_hope.toml",
        include_str!("profiles/city_of_hope.toml"),
    ),
    (
        "special_surgery.toml",
        include_str!("profiles/special_surgery.toml"),
    ),
];

impl Profile {
    /// Reads the profiles that come with the program. Called once, at start-up.
    ///
    /// # Errors
    /// `ProfileError` when a profile is refused, or two of them name the same organization or site.
    pub fn load_all() -> Result<Vec<Self>, ProfileError> {
        let mut profiles: Vec<Self> = Vec::new();
        let mut sites: BTreeSet<String> = BTreeSet::new();
        for (file, text) in FILES {
            let profile = Self::parse(file, text)?;
            let twice = |what, key: &str| ProfileError::Duplicate {
                file: file.to_owned(),
                what,
                key: key.to_owned(),
            };
            if profiles.iter().any(|other| other.code() == profile.code()) {
                return Err(twice("organization", profile.code().as_str()));
            }
            for site in profile.site_codes() {
                if !sites.insert(site.to_owned()) {
                    return Err(twice("site", site));
                }
            }
            profiles.push(profile);
        }
        Ok(profiles)
    }

    /// The profile that has a site.
    pub fn of_site<'a>(profiles: &'a [Self], site: &SiteCode) -> Option<&'a Self> {
        profiles
            .iter()
            .find(|profile| profile.site_codes().contains(site.as_str()))
    }
}

/// Every hospital this desk serves, for whoever needs a fact by site code.
#[derive(Debug)]
pub struct Facilities {
    profiles: Vec<Profile>,
    calendars: Calendars,
}

impl Facilities {
    /// The profiles that come with the program.
    ///
    /// # Errors
    /// As `Profile::load_all`.
    pub fn load() -> Result<Self, ProfileError> {
        let profiles = Profile::load_all()?;
        let calendars = calendars_of(&profiles);
        Ok(Self {
            profiles,
            calendars,
        })
    }

    /// Every profile.
    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The profile and code of a site.
    pub fn of_site(&self, site: &str) -> Option<(&Profile, SiteCode)> {
        let code = SiteCode::parse(site).ok()?;
        Profile::of_site(&self.profiles, &code).map(|profile| (profile, code))
    }

    /// The facts of a site, as they hold on a day.
    pub fn site(&self, site: &str, on: NaiveDate) -> Option<&Site> {
        let (profile, code) = self.of_site(site)?;
        profile.site(&code, on)
    }

    /// The site's name, or its code where it has none.
    pub fn site_name(&self, site: &str, on: NaiveDate) -> String {
        self.site(site, on)
            .map_or_else(|| site.to_owned(), |found| found.name.clone())
    }

    /// The short name of the site's organization.
    pub fn organization_name(&self, site: &str, on: NaiveDate) -> String {
        let organization = self
            .of_site(site)
            .and_then(|(profile, _)| profile.organization(on));
        organization.map_or_else(String::new, |found| found.short_name.clone())
    }

    /// The phone where a requester asks how a request stands (S18, S49); the desk's own where there is no such line.
    pub fn status_phone(&self, site: &str, on: NaiveDate) -> String {
        let Some((profile, _)) = self.of_site(site) else {
            return String::new();
        };
        let phones: Vec<&Phone> = profile.all::<Phone>(on).map(|row| row.value).collect();
        let line = |purpose| {
            phones
                .iter()
                .find(|phone| phone.purposes.contains(&purpose))
        };
        line(PhonePurpose::Status)
            .or_else(|| line(PhonePurpose::Questions))
            .or_else(|| line(PhonePurpose::Desk))
            .map_or_else(String::new, |phone| phone.number.to_string())
    }

    /// The site's local time of an instant (R1).
    pub fn local(&self, site: &str, at: NaiveDateTime) -> NaiveDateTime {
        let zone = self
            .site(site, at.date())
            .map_or(chrono_tz::UTC, |found| found.zone.tz());
        zone.from_utc_datetime(&at).naive_local()
    }

    /// The site's local date of an instant (R1).
    pub fn today(&self, site: &str, at: NaiveDateTime) -> NaiveDate {
        self.local(site, at).date()
    }
}

/// What the rules of a request need of the facility where it runs.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The organization's code.
    pub organization: String,
    /// Whose law applies (S3).
    pub state: StateLaw,
    /// Its zone and holidays (R1, R6).
    pub calendar: Arc<Calendar>,
    /// C24: working days for a medical form, where promised.
    pub forms_days: Option<u32>,
    /// C25: working days before asking for the status, where promised.
    pub status_wait_days: Option<u32>,
    /// The desk's own first answer, in working days.
    pub first_answer_days: u32,
}

/// First answer promised where a profile names none, in working days (design 4).
const FIRST_ANSWER_DAYS: u32 = 5;

impl Facilities {
    /// The terms of a site, as they hold on a day; none for an unknown site.
    pub fn terms(&self, site: &str, on: NaiveDate) -> Option<Terms> {
        let (profile, code) = self.of_site(site)?;
        let found = profile.site(&code, on)?;
        let promise = |key: &str| profile.get::<Promise>(key, on).map(|row| row.value.count);
        Some(Terms {
            organization: profile.code().as_str().to_owned(),
            state: found.state_law,
            calendar: self
                .calendars
                .get(&(profile.code().as_str().to_owned(), found.zone.tz().name()))
                .cloned()?,
            forms_days: promise("medical_forms"),
            status_wait_days: promise("status_wait"),
            first_answer_days: promise("first_answer").unwrap_or(FIRST_ANSWER_DAYS),
        })
    }
}

/// The years whose holidays are known (5.1).
const YEARS: std::ops::RangeInclusive<i32> = 2024..=2029;

fn holidays_of(organization: &str) -> Vec<Holiday> {
    YEARS
        .flat_map(|year| match organization {
            "special_surgery" => holidays::special_surgery(year),
            _ => holidays::city_of_hope(year),
        })
        .collect()
}

fn calendars_of(profiles: &[Profile]) -> Calendars {
    let mut calendars = Calendars::new();
    for profile in profiles {
        let organization = profile.code().as_str();
        let rows = holidays_of(organization);
        for zone in profile.zones() {
            calendars
                .entry((organization.to_owned(), zone.name()))
                .or_insert_with(|| Arc::new(Calendar::new(zone, rows.clone())));
        }
    }
    calendars
}

type Calendars = BTreeMap<(String, &'static str), Arc<Calendar>>;
