//! Points of law that are not settled, or that nobody here could check, as dated settings: what the desk works with until
//! counsel says otherwise. A row of the kind [`super::Setting`] whose key is one of these words is such a setting.
//!
//! Every point stands once, in the table of `points.rs`; everything else here follows from it.

mod value;

pub use value::{Choices, Days};

use super::StateLaw;
use value::Value;

/// Makes [`LawSetting`], [`LawSettings`] and one enum for each point from the table. A row: the point and its field, its
/// type and key, its label, the rules it belongs to, the states it matters in, the tags of the rule sheet, the note, and
/// the readings it can have: the first is the one the rule sheet chose. A number of days names its reading by its type.
macro_rules! law_settings {
    ($($(#[$doc:meta])+ $Name:ident, $field:ident: $Type:ty = $key:literal, $label:literal,
        $rules:expr, $states:expr, $tags:literal, $note:literal, $readings:tt;)+) => {
        crate::text_enum! {
            /// A setting of the law, by the key of its row.
            pub enum LawSetting: "setting of the law" { $($(#[$doc])+ $Name = $key, $label;)+ }
        }

        $(readings!($(#[$doc])+ $Name $readings);)+

        /// The unsettled points of law as they hold on a day. The default is the reading the rule sheet chose, for a house
        /// whose facts do not mention the point.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct LawSettings { $($(#[$doc])+ pub $field: $Type,)+ }

        impl Default for LawSettings {
            fn default() -> Self {
                Self { $($field: <$Type as Value>::CHOSEN,)+ }
            }
        }

        impl LawSettings {
            pub(super) fn set(&mut self, setting: LawSetting, value: &str) -> Result<(), String> {
                match setting { $(LawSetting::$Name => self.$field = <$Type as Value>::read(value)?,)+ }
                Ok(())
            }

            /// The value of one setting in words.
            pub fn value(&self, setting: LawSetting) -> String {
                match setting { $(LawSetting::$Name => self.$field.says(),)+ }
            }

            /// The value of one setting as a row stores it.
            pub fn word(&self, setting: LawSetting) -> String {
                match setting { $(LawSetting::$Name => self.$field.word(),)+ }
            }
        }

        impl LawSetting {
            /// The values it can take.
            pub const fn choices(self) -> Choices {
                match self { $(Self::$Name => <$Type as Value>::CHOICES,)+ }
            }

            /// The rules it belongs to, by their ids; where a section has none, by its number and the title of the row.
            pub const fn rules(self) -> &'static [&'static str] {
                match self { $(Self::$Name => $rules,)+ }
            }

            /// The states in which it matters: there each hospital has a row for it.
            pub const fn states(self) -> &'static [StateLaw] {
                match self { $(Self::$Name => $states,)+ }
            }

            /// What the reading rests on: the tags of the rule sheet.
            pub const fn tags(self) -> &'static str {
                match self { $(Self::$Name => $tags,)+ }
            }

            /// What is open, in plain words.
            pub const fn note(self) -> &'static str {
                match self { $(Self::$Name => $note,)+ }
            }
        }
    };
}

/// The enum of one point; none for a number of days.
macro_rules! readings {
    ($(#[$doc:meta])+ $Name:ident {}) => {};
    ($(#[$doc:meta])+ $Name:ident { $($Reading:ident = $word:literal, $says:literal;)+ }) => {
        crate::text_enum! { $(#[$doc])+ pub enum $Name: "reading" { $($Reading = $word, $says;)+ } }

        impl Value for $Name {
            const CHOICES: Choices = Choices::OneOf(&[$(($word, $says),)+]);
            const CHOSEN: Self = Self::ALL[0];

            fn read(word: &str) -> Result<Self, String> {
                Self::parse(word).map_err(|unknown| unknown.to_string())
            }

            fn word(self) -> String {
                self.as_str().to_owned()
            }

            fn says(self) -> String {
                self.label().to_owned()
            }
        }
    };
}

mod points;

pub use points::{
    AttorneyBenefitCopy, AttorneyDays, AttorneyStanding, ComputerBreach, CopyClockStart,
    CustodianNotice, DeceasedRecords, DirectiveClock, DisabilityProgram, GeneticMention,
    HivPermission, LaterExpiry, LawSetting, LawSettings, PhoneStart, Prepayment, SchoolForms,
    StatusReading, SundayDiwali, WorkingWeek,
};

impl LawSettings {
    /// The same with one setting as a row has it.
    ///
    /// # Errors
    /// A sentence, when the row holds anything but one value the setting can take.
    pub fn with(mut self, setting: LawSetting, values: &[String]) -> Result<Self, String> {
        let [value] = values else {
            return Err(format!("\"{}\" takes exactly one value", setting.as_str()));
        };
        self.set(setting, value)?;
        Ok(self)
    }
}

impl LawSetting {
    /// Every setting that belongs to a rule.
    pub fn of_rule(id: &str) -> Vec<Self> {
        let belongs = |setting: &Self| setting.rules().contains(&id);
        Self::ALL.iter().copied().filter(belongs).collect()
    }
}
