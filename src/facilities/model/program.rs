//! The facts that come with the program: the profiles, and the holidays computed by rule (5.1). The house brings them into
//! its tables and works with what the tables say.

use std::collections::BTreeMap;

use super::codes::SiteCode;
use super::profile::Profile;
use crate::calendar::{Calendar, Holiday, holidays};

impl Profile {
    /// The profile that has a site.
    pub fn of_site<'a>(profiles: &'a [Self], site: &SiteCode) -> Option<&'a Self> {
        profiles
            .iter()
            .find(|profile| profile.site_codes().contains(site.as_str()))
    }
}

/// The years whose holidays are known (5.1).
pub const YEARS: std::ops::RangeInclusive<i32> = 2024..=2029;

/// What comes with the program.
#[derive(Debug, Clone)]
pub struct Program {
    /// The profiles.
    pub profiles: Vec<Profile>,
    /// The holidays by organization: computed by rule, one row for each date (5.1, R6).
    pub holidays: BTreeMap<String, Vec<Holiday>>,
}

impl Program {
    /// The profiles with the holidays of their organizations.
    pub fn of(profiles: Vec<Profile>) -> Self {
        let holidays = profiles
            .iter()
            .map(|profile| profile.code().as_str())
            .map(|organization| (organization.to_owned(), computed_holidays(organization)))
            .collect();
        Self { profiles, holidays }
    }
}

fn computed_holidays(organization: &str) -> Vec<Holiday> {
    let rows = YEARS.flat_map(|year| match organization {
        "special_surgery" => holidays::special_surgery(year),
        _ => holidays::city_of_hope(year),
    });
    // A calendar keeps one row for a date; the zone has no part in it.
    Calendar::new(chrono_tz::UTC, rows)
        .holidays()
        .cloned()
        .collect()
}
