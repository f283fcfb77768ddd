//! How the house has set a point of law, hospital by hospital.

use chrono::NaiveDate;

use crate::facilities::Facilities;
use crate::facilities::model::{Evidence, LawSetting, LawSettings, Profile, Setting};

/// One setting at one hospital on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which setting.
    pub setting: LawSetting,
    /// The hospital's short name.
    pub hospital: String,
    /// The value as it is stored.
    pub value: String,
    /// The value in words.
    pub says: String,
    /// What a reader must know about it.
    pub note: String,
    /// What to ask, and whom.
    pub ask: String,
    /// What the row rests on.
    pub evidence: Evidence,
    /// The first day it holds.
    pub since: NaiveDate,
}

impl Standing {
    /// The hospital, the value, since when, what it rests on and the note, as one sentence of a list.
    pub fn in_a_line(&self) -> String {
        format!(
            "{} {} since {} ({}: {})",
            self.hospital,
            self.value,
            self.since,
            self.evidence.label(),
            self.note.trim_end_matches('.')
        )
    }
}

/// Lists of the house that no rule follows, yet are known with low confidence only: key, section of the rule sheet, tags.
const LISTS: &[(&str, &str, &str)] = &[("accepted_identity", "1.15", "[K?]")];

/// Such a list at one hospital on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseList {
    /// The section of the rule sheet.
    pub section: &'static str,
    /// What the rule sheet's list rests on.
    pub tags: &'static str,
    /// The hospital's short name.
    pub hospital: String,
    /// The row: its label, its values, what to ask.
    pub said: Setting,
    /// What a reader must know about it.
    pub note: String,
    /// What the row rests on.
    pub evidence: Evidence,
    /// The first day it holds.
    pub since: NaiveDate,
}

/// The lists of low confidence as each hospital has them on a day.
pub fn house_lists(facilities: &Facilities, on: NaiveDate) -> Vec<HouseList> {
    let mut found = Vec::new();
    for (key, section, tags) in LISTS {
        for profile in facilities.profiles() {
            let row = profile.get::<Setting>(key, on);
            found.extend(row.map(|row| HouseList {
                section,
                tags,
                hospital: hospital(profile, on),
                said: row.value.clone(),
                note: row.fact.note.clone().unwrap_or_else(String::new),
                evidence: row.fact.evidence,
                since: row.fact.valid_from,
            }));
        }
    }
    found
}

fn hospital(profile: &Profile, on: NaiveDate) -> String {
    profile
        .organization(on)
        .map_or_else(|| profile.code().to_string(), |o| o.short_name.clone())
}

/// How each hospital that names a setting has set it on a day.
pub fn standings(facilities: &Facilities, on: NaiveDate) -> Vec<Standing> {
    let mut found = Vec::new();
    for setting in LawSetting::ALL {
        for profile in facilities.profiles() {
            let Some(row) = profile.get::<Setting>(setting.as_str(), on) else {
                continue;
            };
            let Ok(law) = LawSettings::default().with(*setting, &row.value.values) else {
                continue;
            };
            found.push(Standing {
                setting: *setting,
                hospital: hospital(profile, on),
                value: row.value.values.join(", "),
                says: law.value(*setting),
                note: row.fact.note.clone().unwrap_or_else(String::new),
                ask: row.value.ask.clone().unwrap_or_else(String::new),
                evidence: row.fact.evidence,
                since: row.fact.valid_from,
            });
        }
    }
    found
}
