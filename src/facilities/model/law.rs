//! Points of law that are not settled, or that nobody here could check, as dated settings: what the desk works with until
//! counsel says otherwise. A row of the kind [`super::Setting`] whose key is one of these words is such a setting.

use crate::text_enum;

text_enum! {
    /// A setting of the law, by the key of its row.
    pub enum LawSetting: "setting of the law" {
        /// C1: 30 days; a rule proposed in 2020 says 15 and is not final.
        HipaaAccessDays = "hipaa_access_days", "Calendar days to answer an access request";
        /// C9: the statute says days, one commentary says business days.
        AttorneyDays = "attorney_days", "How an attorney's five days before suit are counted";
        /// R12: the caller may ask after the last day of the wait, or on it.
        StatusReading = "status_reading", "When a caller may ask how the request stands";
        /// C20: ten business days, from knowledge, not checked.
        InfeasibilityDays = "infeasibility_days", "Business days to say why something cannot be given electronically";
    }
}

text_enum! {
    /// How the five days of Evidence Code 1158 are counted (C9).
    pub enum AttorneyDays: "way of counting" {
        Calendar = "calendar_days", "Calendar days, the shorter time";
        Working = "working_days", "Working days";
    }
}

text_enum! {
    /// What "allow five working days" means (R12).
    pub enum StatusReading: "reading" {
        AfterTheWait = "after_the_wait", "The working day after the last day of the wait";
        OnTheLastDay = "on_the_last_day", "The last day of the wait";
    }
}

/// The unsettled points of law as they hold on a day. The default is the reading the rule sheet chose, for a house whose
/// facts do not mention the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LawSettings {
    /// C1, in calendar days.
    pub hipaa_access_days: u32,
    /// C9.
    pub attorney_days: AttorneyDays,
    /// R12.
    pub status_reading: StatusReading,
    /// C20, in business days.
    pub infeasibility_days: u32,
}

impl Default for LawSettings {
    fn default() -> Self {
        Self {
            hipaa_access_days: 30,
            attorney_days: AttorneyDays::Calendar,
            status_reading: StatusReading::AfterTheWait,
            infeasibility_days: 10,
        }
    }
}

impl LawSettings {
    /// The same with one setting as a row has it.
    ///
    /// # Errors
    /// A sentence, when the row holds anything but one value the setting can take.
    pub fn with(mut self, setting: LawSetting, values: &[String]) -> Result<Self, String> {
        let [value] = values else {
            return Err(format!("\"{}\" takes exactly one value", setting.as_str()));
        };
        match setting {
            LawSetting::HipaaAccessDays => self.hipaa_access_days = days(value, 30)?,
            LawSetting::InfeasibilityDays => self.infeasibility_days = days(value, 10)?,
            LawSetting::AttorneyDays => {
                self.attorney_days = AttorneyDays::parse(value).map_err(|e| e.to_string())?;
            }
            LawSetting::StatusReading => {
                self.status_reading = StatusReading::parse(value).map_err(|e| e.to_string())?;
            }
        }
        Ok(self)
    }

    /// The value of one setting in words.
    pub fn value(&self, setting: LawSetting) -> String {
        match setting {
            LawSetting::HipaaAccessDays => self.hipaa_access_days.to_string(),
            LawSetting::InfeasibilityDays => self.infeasibility_days.to_string(),
            LawSetting::AttorneyDays => self.attorney_days.label().to_owned(),
            LawSetting::StatusReading => self.status_reading.label().to_owned(),
        }
    }
}

/// A number of days that may shorten what the law allows, never lengthen it.
fn days(value: &str, most: u32) -> Result<u32, String> {
    value
        .parse()
        .ok()
        .filter(|days| (1..=most).contains(days))
        .ok_or_else(|| format!("\"{value}\" is not a number of days from 1 to {most}"))
}
