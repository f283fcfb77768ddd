//! What the desk promises, reminds of, reads out, and still has to ask the hospital.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codes::{FactKey, Work};
use crate::text_enum;

text_enum! {
    /// The unit in which a promise or reminder is counted.
    pub enum PromiseUnit: "unit" {
        OfficeWorkingDays = "office_working_days", "Working days of the office";
        CalendarDays = "calendar_days", "Calendar days";
        Hours = "hours", "Hours";
    }
}

/// A promise of the house: never law, shown as "our promise" (C24, C25, R6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// How many units.
    pub count: u32,
    /// Of what.
    pub unit: PromiseUnit,
    /// What it is counted from, in words.
    pub counted_from: String,
    /// The clock of the rule sheet that computes it, where one does.
    #[serde(default)]
    pub clock: Option<String>,
    /// The work it is given for.
    pub work: Vec<Work>,
    /// The promise as a requester hears it.
    pub sentence: String,
}

text_enum! {
    /// What a portal date means.
    pub enum PortalMeaning: "meaning of a portal date" {
        VisitsFrom = "visits_from", "Visits from this date are in the portal";
        ResultsFrom = "results_from", "Results and notes appear at once from this date";
    }
}

/// A date from which a portal shows something (S111, S113, S118).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalDate {
    /// The portal's name.
    pub portal: String,
    /// The date.
    pub on: NaiveDate,
    /// What it means.
    pub meaning: PortalMeaning,
    /// What is shown (S119).
    pub shows: Vec<String>,
    /// What is not (S123).
    #[serde(default)]
    pub withholds: Vec<String>,
}

text_enum! {
    /// What kind of thing another name belongs to.
    pub enum AliasOf: "alias of" {
        Department = "department", "Department";
    }
}

/// Another name of the same thing: mail addressed to it belongs to the one owner queue (S96).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// What kind of thing is named.
    pub alias_of: AliasOf,
    /// The other name.
    pub name: String,
}

/// Words that staff read out or print; plain, without patient data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// When it is read.
    pub title: String,
    /// What is said, paragraph by paragraph.
    pub lines: Vec<String>,
    /// The phone line it names, shown beside it.
    #[serde(default)]
    pub phone: Option<FactKey>,
}

text_enum! {
    /// What a reminder is about.
    pub enum ReminderFor: "reminder for" {
        Clarification = "clarification", "Clarification not answered";
        Provider = "provider", "Provider's part not returned";
        PickUp = "pick_up", "Pick-up not collected";
    }
}

text_enum! {
    /// How a reminder goes out.
    pub enum ReminderBy: "way of reminding" {
        SameWay = "same_way", "The way the letter went";
        Phone = "phone", "By phone";
        Letter = "letter", "By letter";
        Task = "task", "A task for the owner";
    }
}

/// One step of a reminder schedule, counted from the first message. No step ever closes a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// What it is about.
    pub reminder_for: ReminderFor,
    /// First, second, third.
    pub step: u32,
    /// How many units after the first message.
    pub after: u32,
    /// Of what.
    pub unit: PromiseUnit,
    /// How it goes out.
    pub by: ReminderBy,
}

/// Something the hospital has not said, or has said in two ways: the value the desk works with until somebody confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Its name on the facilities page.
    pub label: String,
    /// The value or values in use; empty where nothing is known and nothing is assumed.
    pub values: Vec<String>,
    /// What to ask, and whom.
    #[serde(default)]
    pub ask: Option<String>,
    /// Whether a person must still confirm it.
    pub confirm: bool,
}
