//! How the house has set a point of law, hospital by hospital.

use chrono::NaiveDate;

use crate::facilities::Facilities;
use crate::facilities::model::{Evidence, LawSetting, LawSettings, Setting};

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
            let hospital = profile
                .organization(on)
                .map_or_else(|| profile.code().to_string(), |o| o.short_name.clone());
            found.push(Standing {
                setting: *setting,
                hospital,
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
