//! The resources as they are written: what the desk needs of them. Whatever else stands in them is let be.

use chrono::{DateTime, NaiveDate};
use serde::Deserialize;
use serde_json::Value;

use super::model::{Booked, NameUse, Named, Person, Why};

/// The code of a record number among identifiers (HL7 v2 table 0203).
const RECORD_NUMBER: &str = "MR";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Patient {
    id: String,
    active: Option<bool>,
    #[serde(default)]
    identifier: Vec<Identifier>,
    #[serde(default)]
    name: Vec<HumanName>,
    #[serde(default)]
    telecom: Vec<Contact>,
    #[serde(default)]
    address: Vec<Address>,
    birth_date: Option<String>,
    deceased_date_time: Option<String>,
}

#[derive(Deserialize)]
struct Identifier {
    #[serde(rename = "use")]
    purpose: Option<String>,
    #[serde(rename = "type")]
    kind: Option<Concept>,
    system: Option<String>,
    value: Option<String>,
}

#[derive(Deserialize)]
struct Concept {
    #[serde(default)]
    coding: Vec<Coding>,
}

#[derive(Deserialize)]
struct Coding {
    code: Option<String>,
}

#[derive(Deserialize)]
struct HumanName {
    #[serde(rename = "use")]
    purpose: Option<String>,
    family: Option<String>,
    #[serde(default)]
    given: Vec<String>,
}

#[derive(Deserialize)]
struct Contact {
    system: Option<String>,
    value: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(rename = "use")]
    purpose: Option<String>,
    text: Option<String>,
    #[serde(default)]
    line: Vec<String>,
    city: Option<String>,
    state: Option<String>,
    postal_code: Option<String>,
}

impl Patient {
    /// The person; none for a record that is not in use any more and one without a name.
    pub(super) fn person(self, mrn_system: Option<&str>) -> Option<Person> {
        if self.active == Some(false) {
            return None;
        }
        let mut names: Vec<Named> = self.name.iter().filter_map(HumanName::named).collect();
        names.sort_by_key(|name| name.kind != NameUse::Current);
        if names.is_empty() {
            return None;
        }
        let mrn = self
            .identifier
            .iter()
            .find(|one| one.is_record_number(mrn_system));
        Some(Person {
            mrn: mrn.and_then(|one| one.value.clone()),
            names,
            born_on: self.birth_date.as_deref().and_then(day),
            died_on: self.deceased_date_time.as_deref().and_then(day),
            phone: self.reached("phone"),
            email: self.reached("email"),
            address: self.home(),
            id: self.id,
        })
    }

    fn reached(&self, system: &str) -> Option<String> {
        let usable = |one: &&Contact| {
            one.system.as_deref() == Some(system) && one.purpose.as_deref() != Some("old")
        };
        let found = self.telecom.iter().find(usable)?;
        found.value.clone()
    }

    fn home(&self) -> Option<String> {
        let current =
            |one: &&Address| !matches!(one.purpose.as_deref(), Some("old" | "temp" | "billing"));
        let address = self.address.iter().find(current)?;
        let town = [&address.city, &address.state, &address.postal_code];
        let town: Vec<&str> = town.into_iter().flatten().map(String::as_str).collect();
        let mut lines = address.line.clone();
        if !town.is_empty() {
            lines.push(town.join(" "));
        }
        if lines.is_empty() {
            address.text.clone()
        } else {
            Some(lines.join("\n"))
        }
    }
}

impl Identifier {
    fn is_record_number(&self, mrn_system: Option<&str>) -> bool {
        if self.purpose.as_deref() == Some("old") {
            return false;
        }
        match mrn_system {
            Some(system) => self.system.as_deref() == Some(system),
            None => self.kind.as_ref().is_some_and(|kind| {
                let mut codes = kind.coding.iter();
                codes.any(|coding| coding.code.as_deref() == Some(RECORD_NUMBER))
            }),
        }
    }
}

impl HumanName {
    fn named(&self) -> Option<Named> {
        let family = self.family.clone().filter(|name| !name.trim().is_empty())?;
        let kind = match self.purpose.as_deref() {
            Some("maiden") => NameUse::Maiden,
            Some("old") => NameUse::Old,
            Some("nickname" | "anonymous" | "temp") => NameUse::Nickname,
            _ => NameUse::Current,
        };
        Some(Named {
            kind,
            family,
            given: self.given.join(" "),
        })
    }
}

/// The day of a date or an instant; none where only a year or a month is known.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

#[derive(Deserialize)]
pub(super) struct Appointment {
    status: String,
    start: Option<String>,
    #[serde(default)]
    participant: Vec<Participant>,
}

#[derive(Deserialize)]
struct Participant {
    actor: Option<Reference>,
    status: Option<String>,
}

#[derive(Deserialize)]
struct Reference {
    reference: Option<String>,
    display: Option<String>,
}

impl Reference {
    /// Whether it points at a resource of this kind and, where one is given, this id; versions and full addresses too.
    fn is(&self, kind: &str, id: Option<&str>) -> bool {
        let Some(reference) = &self.reference else {
            return false;
        };
        let steps: Vec<&str> = reference.split('/').collect();
        let at = steps.iter().position(|step| *step == kind);
        let named = at.and_then(|at| steps.get(at + 1));
        named.is_some_and(|named| id.is_none_or(|id| *named == id))
    }
}

impl Appointment {
    /// The appointment, if it is one that stands and this person is in it.
    ///
    /// # Errors
    /// `Broken` where it stands and does not say when it begins.
    pub(super) fn booked_for(self, person: &str) -> Result<Option<Booked>, Why> {
        let stands = matches!(
            self.status.as_str(),
            "pending" | "booked" | "arrived" | "checked-in" | "fulfilled"
        );
        let theirs = self.participant.iter().any(|one| {
            one.status.as_deref() != Some("declined")
                && one
                    .actor
                    .as_ref()
                    .is_some_and(|actor| actor.is("Patient", Some(person)))
        });
        if !stands || !theirs {
            return Ok(None);
        }
        let start = self.start.as_deref().ok_or(Why::Broken)?;
        let at = DateTime::parse_from_rfc3339(start).map_err(|_| Why::Broken)?;
        let mut actors = self.participant.iter().filter_map(|one| one.actor.as_ref());
        let place = actors.find(|actor| actor.is("Location", None));
        Ok(Some(Booked {
            at: at.naive_utc(),
            place: place.and_then(|actor| actor.display.clone()),
        }))
    }
}

/// What a server says beside its answer.
#[derive(Deserialize)]
pub(super) struct Outcome {
    #[serde(default)]
    issue: Vec<Issue>,
}

#[derive(Deserialize)]
struct Issue {
    severity: String,
}

impl Outcome {
    /// Whether it says that the answer is none; what cannot be read says so too.
    pub(super) fn is_fatal(resource: Value) -> bool {
        serde_json::from_value::<Self>(resource).map_or(true, |outcome| {
            let mut issues = outcome.issue.iter();
            issues.any(|one| matches!(one.severity.as_str(), "error" | "fatal"))
        })
    }
}
