//! The two questions in the search syntax of R4, and the pages of their answers.

use chrono::NaiveDateTime;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::model::{Booked, Person, PersonQuery, Why};
use super::resources::{Appointment, Outcome, Patient};
use super::server::{Question, Server};

/// Pages of an answer that are read.
const PAGES: usize = 5;
/// Entries of an answer that are read; whoever is not among them must be asked for more closely.
const ENTRIES: usize = 200;

#[derive(Deserialize)]
struct Bundle {
    #[serde(rename = "resourceType")]
    kind: String,
    #[serde(default)]
    link: Vec<Link>,
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Link {
    relation: String,
    url: String,
}

#[derive(Deserialize)]
struct Entry {
    resource: Option<Value>,
}

/// What stands for something else in a search value, said as itself (R4 search, "Escaping Search Parameters").
fn plain(value: &str) -> String {
    let mut escaped = String::new();
    for sign in value.chars() {
        if matches!(sign, '\\' | ',' | '$' | '|') {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

impl Server {
    /// The people a system has that fit, as it answers; it may have more than are read.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn find_people(&self, query: &PersonQuery) -> Result<Vec<Person>, Why> {
        let mut parameters: Vec<(&'static str, String)> = Vec::new();
        if let Some(mrn) = &query.mrn {
            let mrn = plain(mrn);
            let token = match &self.system.mrn_system {
                Some(system) => [&plain(system), "|", &mrn].concat(),
                None => mrn,
            };
            parameters.push(("identifier", token));
        } else {
            let text = |text: &Option<String>| text.as_deref().map(plain);
            parameters.extend(text(&query.family).map(|family| ("family", family)));
            parameters.extend(text(&query.given).map(|given| ("given", given)));
            let born_on = query.born_on.map(|on| on.format("%Y-%m-%d").to_string());
            parameters.extend(born_on.map(|on| ("birthdate", on)));
        }
        parameters.push(("_count", "50".to_owned()));
        let found = self.search("Patient", &parameters).await?;
        let patients = found.into_iter().map(|one| self.person(one));
        let people: Result<Vec<_>, Why> = patients.collect();
        Ok(people?.into_iter().flatten().collect())
    }

    /// The person of an id; none where the system has nobody there, or says the record is not in use.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn find_person(&self, id: &str) -> Result<Option<Person>, Why> {
        let fits = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'.');
        if id.is_empty() || id.len() > 64 || !id.bytes().all(fits) || id.starts_with('.') {
            return Ok(None);
        }
        let url = self.below(&["Patient/", id].concat())?;
        let bytes = self.ask(Question::At(&url)).await?;
        let value: Value = serde_json::from_slice(&bytes).map_err(|_| Why::Broken)?;
        if value.get("resourceType").and_then(Value::as_str) != Some("Patient") {
            return Err(Why::Broken);
        }
        let person = self.person(value)?;
        Ok(person.filter(|person| person.id == id))
    }

    /// The appointments of a person that begin from an instant until before another (UTC), earliest first.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn find_appointments(
        &self,
        person: &str,
        from: NaiveDateTime,
        until: NaiveDateTime,
    ) -> Result<Vec<Booked>, Why> {
        let instant = |prefix: &str, at: NaiveDateTime| {
            [prefix, &at.format("%Y-%m-%dT%H:%M:%SZ").to_string()].concat()
        };
        let parameters = [
            ("patient", ["Patient/", person].concat()),
            ("date", instant("ge", from)),
            ("date", instant("lt", until)),
            ("_count", "50".to_owned()),
        ];
        let mut booked = Vec::new();
        for one in self.search("Appointment", &parameters).await? {
            let one: Appointment = serde_json::from_value(one).map_err(|_| Why::Broken)?;
            booked.extend(one.booked_for(person)?);
        }
        booked.retain(|one| (from..until).contains(&one.at));
        booked.sort_by_key(|one| one.at);
        Ok(booked)
    }

    fn person(&self, value: Value) -> Result<Option<Person>, Why> {
        let patient: Patient = serde_json::from_value(value).map_err(|_| Why::Broken)?;
        Ok(patient.person(self.system.mrn_system.as_deref()))
    }

    /// Every resource of the kind, over as many pages as are read.
    async fn search(
        &self,
        kind: &str,
        parameters: &[(&'static str, String)],
    ) -> Result<Vec<Value>, Why> {
        let mut found = Vec::new();
        let mut next: Option<Url> = None;
        for _ in 0..PAGES {
            let question = match &next {
                Some(url) => Question::At(url),
                None => Question::Search(kind, parameters),
            };
            let bytes = self.ask(question).await?;
            let bundle: Bundle = serde_json::from_slice(&bytes).map_err(|_| Why::Broken)?;
            if bundle.kind != "Bundle" {
                return Err(Why::Broken);
            }
            next = self.next_of(&bundle.link)?;
            for resource in bundle.entry.into_iter().filter_map(|one| one.resource) {
                let is = |kind: &str| resource.get("resourceType").is_some_and(|one| one == kind);
                if is(kind) {
                    found.push(resource);
                } else if is("OperationOutcome") && Outcome::is_fatal(resource) {
                    return Err(Why::Broken);
                }
                // A server that answers everybody was not asked for them.
                if found.len() > ENTRIES {
                    return Err(Why::Broken);
                }
            }
            if next.is_none() {
                return Ok(found);
            }
        }
        Err(Why::Broken)
    }

    /// The next page, which is at the same place or nowhere: the token goes to nobody else.
    fn next_of(&self, links: &[Link]) -> Result<Option<Url>, Why> {
        let Some(next) = links.iter().find(|link| link.relation == "next") else {
            return Ok(None);
        };
        let url = self.below(&next.url)?;
        if url.origin() == self.system.base.origin() {
            Ok(Some(url))
        } else {
            Err(Why::Broken)
        }
    }
}
