//! A hospital's profile: all its facts, read once and checked whole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::codes::{FactKey, FactKind, OrganizationCode, SeedId, SiteCode};
use super::fact::{Elsewhere, Fact, FactBody};
use super::integrity::{self, ProfileError};
use super::places::{Organization, Site};

/// A fact together with its typed value.
#[derive(Debug)]
pub struct Row<'a, T> {
    /// The row: key, site, sources, dates.
    pub fact: &'a Fact,
    /// What it says.
    pub value: &'a T,
}

// Derived, these would ask the same of the value, which is only borrowed.
impl<T> Clone for Row<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<'_, T> {}

/// All facts of one organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    code: OrganizationCode,
    facts: Vec<Fact>,
    elsewhere: Vec<Elsewhere>,
}

impl Profile {
    /// Reads one profile from TOML: one list of rows per kind of fact, and the list `elsewhere`.
    ///
    /// # Errors
    /// `ProfileError` for unknown kinds and fields, malformed values, duplicates and pointers to nothing.
    pub fn parse(file: &str, text: &str) -> Result<Self, ProfileError> {
        let mut lists: BTreeMap<String, Vec<Map<String, Value>>> =
            toml::from_str(text).map_err(|error| ProfileError::Unreadable {
                file: file.to_owned(),
                detail: error.to_string(),
            })?;
        let elsewhere = lists.remove("elsewhere").unwrap_or_default();
        let elsewhere = parse_elsewhere(file, elsewhere)?;
        let mut facts = Vec::new();
        for (kind, rows) in lists {
            let kind = FactKind::parse(&kind).map_err(|error| ProfileError::UnknownKind {
                file: file.to_owned(),
                detail: error.to_string(),
            })?;
            for row in rows {
                facts.push(parse_row(file, kind, row)?);
            }
        }
        Self::from_facts(file, facts, elsewhere)
    }

    /// Builds a profile from rows, however they were stored, and checks it whole.
    ///
    /// # Errors
    /// `ProfileError` for duplicates, pointers to nothing, or a missing organization.
    pub fn from_facts(
        file: &str,
        facts: Vec<Fact>,
        elsewhere: Vec<Elsewhere>,
    ) -> Result<Self, ProfileError> {
        let codes: BTreeSet<&FactKey> = facts
            .iter()
            .filter(|f| f.kind() == FactKind::Organization)
            .map(|f| &f.key)
            .collect();
        let sites = facts.iter().any(|f| f.kind() == FactKind::Site);
        let missing = || ProfileError::NoOrganization {
            file: file.to_owned(),
        };
        let code = codes
            .first()
            .filter(|_| codes.len() == 1 && sites)
            .ok_or_else(missing)?;
        let code = OrganizationCode::parse(code.as_str()).map_err(|_| missing())?;
        let profile = Self {
            code,
            facts,
            elsewhere,
        };
        integrity::refuse_duplicates(file, &profile)?;
        integrity::refuse_dangling(file, &profile)?;
        integrity::refuse_unreadable_law(file, &profile)?;
        Ok(profile)
    }

    /// The profile of an organization as its house's rows have it, in the order of their keys' first appearance. The
    /// list of what other areas answer for stays with the program.
    ///
    /// # Errors
    /// As `from_facts`.
    pub fn of_house(organization: &str, facts: Vec<Fact>) -> Result<Self, ProfileError> {
        let mut first: BTreeMap<(FactKind, FactKey), usize> = BTreeMap::new();
        let mut placed = Vec::new();
        for fact in facts {
            let next = first.len();
            let place = *first.entry((fact.kind(), fact.key.clone())).or_insert(next);
            placed.push((place, fact));
        }
        placed.sort_by_key(|(place, _)| *place);
        let facts = placed.into_iter().map(|(_, fact)| fact).collect();
        Self::from_facts(&["facts of ", organization].concat(), facts, Vec::new())
    }

    /// Refuses profiles that share an organization or a site.
    ///
    /// # Errors
    /// `ProfileError::Duplicate`.
    pub fn refuse_shared(profiles: &[Self]) -> Result<(), ProfileError> {
        integrity::refuse_shared(profiles)
    }

    /// The organization's code; its holidays are filed under it.
    pub const fn code(&self) -> &OrganizationCode {
        &self.code
    }

    /// Every row, past and present.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The rows of the seed inventory that other areas answer for.
    pub fn elsewhere(&self) -> &[Elsewhere] {
        &self.elsewhere
    }

    /// The rows of one kind that hold on a day, in the order of their keys' first appearance.
    pub fn all<T: FactBody + 'static>(&self, on: NaiveDate) -> impl Iterator<Item = Row<'_, T>> {
        self.facts
            .iter()
            .filter(move |fact| fact.holds_on(on))
            .filter_map(|fact| T::of(&fact.value).map(|value| Row { fact, value }))
    }

    /// The rows of one kind about a site, those of the whole organization included, that hold on a day.
    pub fn at_site<T: FactBody + 'static>(
        &self,
        site: &SiteCode,
        on: NaiveDate,
    ) -> impl Iterator<Item = Row<'_, T>> {
        let site = site.clone();
        self.all::<T>(on)
            .filter(move |row| row.fact.site.as_ref().is_none_or(|own| *own == site))
    }

    /// One fact by its key, as it holds on a day.
    pub fn get<T: FactBody + 'static>(&self, key: &str, on: NaiveDate) -> Option<Row<'_, T>> {
        self.all::<T>(on).find(|row| row.fact.key.as_str() == key)
    }

    /// The organization as it holds on a day.
    pub fn organization(&self, on: NaiveDate) -> Option<&Organization> {
        self.all::<Organization>(on).map(|row| row.value).next()
    }

    /// A site by its code, as it holds on a day.
    pub fn site(&self, code: &SiteCode, on: NaiveDate) -> Option<&Site> {
        self.get::<Site>(code.as_str(), on).map(|row| row.value)
    }

    /// The zones its sites have ever been in.
    pub fn zones(&self) -> Vec<chrono_tz::Tz> {
        let sites = self.facts.iter().filter_map(|fact| Site::of(&fact.value));
        sites.map(|site| site.zone.tz()).collect()
    }

    /// The codes of all sites this profile has ever had.
    pub fn site_codes(&self) -> BTreeSet<&str> {
        self.facts
            .iter()
            .filter(|f| f.kind() == FactKind::Site)
            .map(|f| f.key.as_str())
            .collect()
    }

    /// The facts that come from a row of the seed inventory.
    pub fn from_source(&self, id: SeedId) -> impl Iterator<Item = &Fact> {
        self.facts
            .iter()
            .filter(move |fact| fact.source.contains(&id))
    }
}

fn parse_row(file: &str, kind: FactKind, row: Map<String, Value>) -> Result<Fact, ProfileError> {
    let key = row
        .get("key")
        .and_then(Value::as_str)
        .unwrap_or("without a key")
        .to_owned();
    Fact::parse(kind, row).map_err(|error| ProfileError::Row {
        file: file.to_owned(),
        kind: kind.as_str(),
        key,
        error,
    })
}

fn parse_elsewhere(
    file: &str,
    rows: Vec<Map<String, Value>>,
) -> Result<Vec<Elsewhere>, ProfileError> {
    let read = |row: Map<String, Value>| {
        let key = row
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or("without an id")
            .to_owned();
        serde_json::from_value(Value::Object(row)).map_err(|error| ProfileError::Row {
            file: file.to_owned(),
            kind: "elsewhere",
            key,
            error: error.into(),
        })
    };
    rows.into_iter().map(read).collect()
}
