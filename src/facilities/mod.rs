//! Organizations, sites and the facts their desks live by. A statutory rule is code; what a hospital says about itself
//! is data here, dated, with the row of the seed inventory it comes from.
//!
//! The program brings its profiles into the tables at the start ([`commands::bring_in`]); from then on everybody works with
//! what the tables say, read again whenever a row has changed ([`Known`]).

pub mod commands;
pub mod model;
pub mod rules;
pub mod store;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{NaiveDate, NaiveDateTime, TimeZone, WeekdaySet};

use model::{
    DropBox, Fact, HouseFee, HouseFees, LawSetting, LawSettings, Phone, PhonePurpose, Profile,
    ProfileError, Program, Promise, RecordType, Setting, Site, SiteCode, StateLaw, StoredFact,
    StoredHoliday, SundayDiwali, WorkingWeek,
};

use crate::calendar::{Calendar, Holiday};

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
        let profiles = FILES
            .into_iter()
            .map(|(file, text)| Self::parse(file, text))
            .collect::<Result<Vec<_>, _>>()?;
        Self::refuse_shared(&profiles)?;
        Ok(profiles)
    }
}

impl Program {
    /// Reads it.
    ///
    /// # Errors
    /// As `Profile::load_all`.
    pub fn load() -> Result<Self, ProfileError> {
        Profile::load_all().map(Self::of)
    }
}

/// Every hospital this desk serves, for whoever needs a fact by site code.
#[derive(Debug)]
pub struct Facilities {
    version: i64,
    profiles: Vec<Profile>,
    calendars: Calendars,
}

impl Facilities {
    /// The profiles as they come with the program, for whoever asks a rule without a house.
    ///
    /// # Errors
    /// As `Profile::load_all`.
    pub fn load() -> Result<Self, ProfileError> {
        let program = Program::load()?;
        Ok(Self::of(0, program.profiles, &program.holidays))
    }

    /// The facilities of the house's rows; what was withdrawn counts no more.
    ///
    /// # Errors
    /// `ProfileError` when the rows contradict each other, or point to nothing.
    pub fn of_rows(
        version: i64,
        facts: Vec<StoredFact>,
        holidays: Vec<StoredHoliday>,
    ) -> Result<Self, ProfileError> {
        let mut rows: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        for row in facts.into_iter().filter(|row| !row.withdrawn) {
            if !order.contains(&row.organization) {
                order.push(row.organization.clone());
            }
            rows.entry(row.organization).or_default().push(row.fact);
        }
        let mut days: BTreeMap<String, Vec<Holiday>> = BTreeMap::new();
        for row in holidays.into_iter().filter(|row| !row.withdrawn) {
            days.entry(row.organization).or_default().push(row.holiday);
        }
        let profiles = order
            .into_iter()
            .filter_map(|organization| rows.remove_entry(&organization))
            .map(|(organization, facts)| Profile::of_house(&organization, facts))
            .collect::<Result<Vec<_>, _>>()?;
        Profile::refuse_shared(&profiles)?;
        Ok(Self::of(version, profiles, &days))
    }

    fn of(version: i64, profiles: Vec<Profile>, days: &BTreeMap<String, Vec<Holiday>>) -> Self {
        let calendars = calendars_of(&profiles, days);
        Self {
            version,
            profiles,
            calendars,
        }
    }

    /// The version of the tables they were read at.
    pub const fn version(&self) -> i64 {
        self.version
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

    /// Where what a site receives is sent on to; none for a site that keeps it (S27).
    pub fn sends_on_to(&self, site: &str, on: NaiveDate) -> Option<&str> {
        self.site(site, on)?.sends_on_to.as_deref()
    }

    /// The sites that send on to this one (S27).
    pub fn practices_of(&self, site: &str, on: NaiveDate) -> Vec<&str> {
        let Some((profile, _)) = self.of_site(site) else {
            return Vec::new();
        };
        profile
            .all::<Site>(on)
            .filter(|row| row.value.sends_on_to.as_deref() == Some(site))
            .map(|row| row.fact.key.as_str())
            .collect()
    }

    /// The drop boxes of a site with their keys; none where the profile names none (S26).
    pub fn drop_boxes(&self, site: &str, on: NaiveDate) -> Vec<(&str, &DropBox)> {
        let Some((profile, code)) = self.of_site(site) else {
            return Vec::new();
        };
        profile
            .at_site::<DropBox>(&code, on)
            .map(|row| (row.fact.key.as_str(), row.value))
            .collect()
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

/// What a request can name: kinds of records and the places that hold them, each code with its name, and the names of
/// everything that could once be named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalogue {
    /// Kinds of records by code.
    pub record_types: Vec<(String, String)>,
    /// Sites that hold records, by code.
    pub places: Vec<(String, String)>,
    names: Vec<(String, String)>,
}

impl Catalogue {
    /// The name of a code; a code nobody knows as plain words.
    pub fn name(&self, code: &str) -> String {
        let known = self.names.iter().find(|(known, _)| known == code);
        known.map_or_else(|| code.replace('_', " "), |(_, name)| name.clone())
    }
}

impl Facilities {
    /// What a request of one of these sites can name on a day.
    pub fn catalogue<S: AsRef<str>>(&self, sites: &[S], on: NaiveDate) -> Catalogue {
        let mut catalogue = Catalogue::default();
        let add = |list: &mut Vec<(String, String)>, code: &str, name: &str| {
            if list.iter().all(|(known, _)| known != code) {
                list.push((code.to_owned(), name.to_owned()));
            }
        };
        for (profile, _) in sites.iter().filter_map(|site| self.of_site(site.as_ref())) {
            for row in profile.all::<RecordType>(on) {
                let (code, name) = (&row.value.code, &row.value.name);
                add(&mut catalogue.record_types, code, name);
                add(&mut catalogue.names, code, name);
            }
            for row in profile.all::<Site>(on) {
                let (code, name) = (row.fact.key.as_str(), &row.value.name);
                if row.value.holds_records {
                    add(&mut catalogue.places, code, name);
                }
                add(&mut catalogue.names, code, name);
            }
        }
        catalogue
    }
}

/// What the rules of a request need of the facility where it runs.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The organization's code.
    pub organization: String,
    /// Whose law applies (S3).
    pub state: StateLaw,
    /// Its zone, working week and holidays (R1, R5, R6).
    pub calendar: Arc<Calendar>,
    /// C24: working days for a medical form, where promised.
    pub forms_days: Option<u32>,
    /// C25: working days before asking for the status, where promised.
    pub status_wait_days: Option<u32>,
    /// The desk's own first answer, in working days.
    pub first_answer_days: u32,
    /// What the house asks where no law names the amount (1.17).
    pub fees: HouseFees,
    /// How the unsettled points of law are read that day.
    pub law: LawSettings,
}

/// First answer promised where a profile names none, in working days (design 4).
const FIRST_ANSWER_DAYS: u32 = 5;

impl Facilities {
    /// The terms of a site, as they hold on a day; none for an unknown site.
    pub fn terms(&self, site: &str, on: NaiveDate) -> Option<Terms> {
        let (profile, code) = self.of_site(site)?;
        let found = profile.site(&code, on)?;
        let promise = |key: &str| profile.get::<Promise>(key, on).map(|row| row.value.count);
        let law = law_settings(profile, on)?;
        let zone = (profile.code().as_str().to_owned(), found.zone.tz().name());
        let calendar = self.calendars.get(&zone)?;
        Some(Terms {
            organization: profile.code().as_str().to_owned(),
            state: found.state_law,
            calendar: calendar_read_by(law, calendar, || rules::open_days(profile, &code, on)),
            forms_days: promise("medical_forms"),
            status_wait_days: promise("status_wait"),
            first_answer_days: promise("first_answer").unwrap_or(FIRST_ANSWER_DAYS),
            fees: house_fees(profile, &code, on),
            law,
        })
    }
}

/// The calendar as the house reads what is not settled about days (R5, 5.1); shared where it reads it as the rule sheet does.
fn calendar_read_by(
    law: LawSettings,
    calendar: &Arc<Calendar>,
    open_days: impl FnOnce() -> WeekdaySet,
) -> Arc<Calendar> {
    let mut read = calendar.clone();
    if law.working_week == WorkingWeek::WindowDays {
        read = Arc::new(Calendar::clone(&read).with_week(open_days()));
    }
    if law.sunday_diwali == SundayDiwali::MondayToo {
        read = Arc::new(Calendar::clone(&read).keeping_the_monday_after_diwali());
    }
    read
}

/// A site's own fee goes before that of the whole organization.
fn house_fees(profile: &Profile, site: &SiteCode, on: NaiveDate) -> HouseFees {
    let (own, shared): (Vec<_>, Vec<_>) = profile
        .at_site::<HouseFee>(site, on)
        .partition(|row| row.fact.site.is_some());
    own.iter().chain(&shared).map(|row| row.value).collect()
}

/// The unsettled points of law as a profile has them on a day. Values that cannot be read were refused with the profile.
fn law_settings(profile: &Profile, on: NaiveDate) -> Option<LawSettings> {
    let said = LawSetting::ALL
        .iter()
        .filter_map(|known| Some((*known, profile.get::<Setting>(known.as_str(), on)?)));
    said.into_iter()
        .try_fold(LawSettings::default(), |law, (known, row)| {
            law.with(known, &row.value.values)
        })
        .ok()
}

fn calendars_of(profiles: &[Profile], days: &BTreeMap<String, Vec<Holiday>>) -> Calendars {
    let mut calendars = Calendars::new();
    for profile in profiles {
        let organization = profile.code().as_str();
        let rows: Vec<Holiday> = days
            .get(organization)
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        for zone in profile.zones() {
            calendars
                .entry((organization.to_owned(), zone.name()))
                .or_insert_with(|| Arc::new(Calendar::new(zone, rows.clone())));
        }
    }
    calendars
}

type Calendars = BTreeMap<(String, &'static str), Arc<Calendar>>;

/// The newest facilities this machine has read. Whoever begins something takes them as they are then, and keeps them until
/// it is done.
#[derive(Debug)]
pub struct Known(RwLock<Newest>);

#[derive(Debug)]
struct Newest {
    facilities: Arc<Facilities>,
    /// A version whose rows could not be used: the facts before it stay in force.
    refused: Option<i64>,
}

impl Known {
    /// Begins with these.
    pub fn new(facilities: Arc<Facilities>) -> Self {
        Self(RwLock::new(Newest {
            facilities,
            refused: None,
        }))
    }

    /// The newest.
    pub fn newest(&self) -> Arc<Facilities> {
        let newest = self.0.read().unwrap_or_else(PoisonError::into_inner);
        newest.facilities.clone()
    }

    /// Whether the tables at this version must be read.
    pub fn is_behind(&self, version: i64) -> bool {
        let newest = self.0.read().unwrap_or_else(PoisonError::into_inner);
        newest.facilities.version != version && newest.refused != Some(version)
    }

    /// Whether the tables hold rows that cannot be used.
    pub fn is_refused(&self) -> bool {
        let newest = self.0.read().unwrap_or_else(PoisonError::into_inner);
        newest.refused.is_some()
    }

    /// Takes what was read, if nobody has read a later version meanwhile; answers the newest.
    pub fn take(&self, read: Facilities) -> Arc<Facilities> {
        let mut newest = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if newest.facilities.version < read.version {
            newest.facilities = Arc::new(read);
            newest.refused = None;
        }
        newest.facilities.clone()
    }

    /// Notes that the rows of this version cannot be used; answers the facts that stay in force.
    pub fn refuse(&self, version: i64) -> Arc<Facilities> {
        let mut newest = self.0.write().unwrap_or_else(PoisonError::into_inner);
        newest.refused = Some(version);
        newest.facilities.clone()
    }
}
