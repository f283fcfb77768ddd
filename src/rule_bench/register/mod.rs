//! The register: every rule of the rule sheet once, in plain words, with its citation, what it rests on, and the dated
//! setting it depends on where it is not settled. Titles and citations are taken from the tables that decide, wherever
//! one does; only what no table holds is written here.

mod areas;
mod checks;
mod clocks;
mod computation;
mod evidence;
mod list;
mod notices;
mod sections;
mod standing;

pub use evidence::in_words;
pub use list::{as_json, as_text};
pub use standing::{HouseList, Standing, house_lists, standings};

use crate::facilities::model::LawSetting;
use crate::text_enum;

text_enum! {
    /// The families of rules, in the order of the register.
    pub enum Family: "family of rules" {
        Computation = "computation", "How days are counted";
        Clocks = "clocks", "Clocks";
        Checks = "checks", "Checks of an authorization";
        Notices = "notices", "Notices";
        Fees = "fees", "Fees";
        Accounting = "accounting", "Accounting of disclosures";
        Breach = "breach", "Breach";
        Protected = "protected", "Protected information";
        Blocking = "blocking", "Withholding electronic records";
        Compensation = "compensation", "Workers' compensation";
        Proving = "proving", "Identity, minimum necessary, retention";
    }
}

impl Family {
    /// What is in it, in one sentence.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Computation => "R1 to R20: what every date follows from.",
            Self::Clocks => "C1 to C26: what must be done by when, and by which law.",
            Self::Checks => "A01 to A43: what a signed paper must hold before anything leaves.",
            Self::Notices => "N01 to N20: the letters that go out.",
            Self::Fees => "What may be charged, by road and state.",
            Self::Accounting => "Which disclosures a patient may ask to have listed.",
            Self::Protected => {
                "What a specially protected kind asks for before it leaves, by recipient."
            }
            Self::Blocking => "On which exception or ground electronic records may be withheld.",
            Self::Compensation => "What each recipient may get for a claim.",
            Self::Proving => {
                "What proves who somebody is, when only the minimum may leave, how long records are kept."
            }
            Self::Breach => "What the law excepts when something went to the wrong person.",
        }
    }
}

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Its id in the rule sheet; of the sections without ids, the section's number.
    pub id: &'static str,
    /// Where it stands in the register.
    pub family: Family,
    /// What it is about, in plain words.
    pub title: &'static str,
    /// What it says or asks, where the title does not say it all.
    pub says: &'static str,
    /// The law, or the page of the hospital, it stands on.
    pub citation: &'static str,
    /// What its reading rests on: the tags of the rule sheet.
    pub evidence: &'static str,
}

impl Rule {
    /// Whether its id is its own; the rows of a section share the section's number.
    pub const fn has_own_id(&self) -> bool {
        matches!(
            self.family,
            Family::Computation | Family::Clocks | Family::Checks | Family::Notices
        )
    }

    /// The name by which a setting says that it belongs to it: its id, or its section and title.
    pub fn name(&self) -> String {
        if self.has_own_id() {
            self.id.to_owned()
        } else {
            [self.id, self.title].join(" ")
        }
    }

    /// What is not settled about it, each a dated setting of the house; none where nothing is open.
    pub fn settings(&self) -> Vec<LawSetting> {
        LawSetting::of_rule(&self.name())
    }

    /// Whether the words stand anywhere in the rule, small or large.
    pub fn holds(&self, words: &str) -> bool {
        let text = [
            self.id,
            self.title,
            self.says,
            self.citation,
            self.evidence,
            self.family.label(),
        ]
        .join(" ")
        .to_lowercase();
        words
            .to_lowercase()
            .split_whitespace()
            .all(|word| text.contains(word))
    }
}

/// Every rule, family by family, in the order of the rule sheet.
pub fn rules() -> Vec<Rule> {
    [
        computation::rules(),
        clocks::rules(),
        checks::rules(),
        notices::rules(),
        sections::fees(),
        sections::accounting(),
        sections::breach(),
        areas::protected(),
        areas::blocking(),
        areas::compensation(),
        areas::proving(),
    ]
    .concat()
}
