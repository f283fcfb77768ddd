//! What makes a profile whole: no fact twice on one day, no pointer to nothing.

use std::collections::BTreeSet;

use super::codes::FactKind;
use super::fact::{Fact, FactError, FactValue};
use super::law::{LawSetting, LawSettings};
use super::profile::Profile;

/// Why a profile is refused. Nothing of a refused profile is used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The file is not TOML, or not lists of rows.
    #[error("{file}: {detail}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the parser says.
        detail: String,
    },
    /// A list has a name that is no kind of fact.
    #[error("{file}: {detail}")]
    UnknownKind {
        /// The file.
        file: String,
        /// What was found.
        detail: String,
    },
    /// A row cannot be read.
    #[error("{file}: {kind} {key}: {error}")]
    Row {
        /// The file.
        file: String,
        /// The kind of the row.
        kind: &'static str,
        /// Its key, as far as it has one.
        key: String,
        /// What is wrong with it.
        error: FactError,
    },
    /// Two rows claim to be the same fact on the same day, or two files the same site.
    #[error("{file}: {what} {key} is there twice")]
    Duplicate {
        /// The file.
        file: String,
        /// What kind of thing.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// A row points to a site, office or form type that is not in the file.
    #[error("{file}: {kind} {key} points to {target}, which is not there")]
    Dangling {
        /// The file.
        file: String,
        /// The kind of the row.
        kind: &'static str,
        /// Its key.
        key: String,
        /// What it points to.
        target: String,
    },
    /// A profile describes exactly one organization at a time and at least one site.
    #[error("{file}: it needs one organization and at least one site")]
    NoOrganization {
        /// The file.
        file: String,
    },
}

pub(super) fn refuse_duplicates(file: &str, profile: &Profile) -> Result<(), ProfileError> {
    for (place, fact) in profile.facts().iter().enumerate() {
        let same = |other: &&Fact| {
            other.kind() == fact.kind() && other.key == fact.key && other.overlaps(fact)
        };
        if profile.facts()[..place].iter().any(|other| same(&other)) {
            return Err(ProfileError::Duplicate {
                file: file.to_owned(),
                what: fact.kind().as_str(),
                key: fact.key.to_string(),
            });
        }
    }
    let mut seen = BTreeSet::new();
    match profile
        .elsewhere()
        .iter()
        .find(|row| !seen.insert((row.id, row.area)))
    {
        None => Ok(()),
        Some(row) => Err(ProfileError::Duplicate {
            file: file.to_owned(),
            what: "elsewhere",
            key: row.id.to_string(),
        }),
    }
}

/// Two profiles never share an organization or a site.
pub(super) fn refuse_shared(profiles: &[Profile]) -> Result<(), ProfileError> {
    let mut seen = BTreeSet::new();
    for profile in profiles {
        let organization = ("organization", profile.code().as_str());
        let sites = profile.site_codes().into_iter().map(|site| ("site", site));
        for (what, key) in std::iter::once(organization).chain(sites) {
            if !seen.insert((what, key)) {
                return Err(ProfileError::Duplicate {
                    file: profile.code().to_string(),
                    what,
                    key: key.to_owned(),
                });
            }
        }
    }
    Ok(())
}

pub(super) fn refuse_dangling(file: &str, profile: &Profile) -> Result<(), ProfileError> {
    let has = |kind: FactKind, key: &str| {
        profile
            .facts()
            .iter()
            .any(|f| f.kind() == kind && f.key.as_str() == key)
    };
    for fact in profile.facts() {
        let lost = pointers(fact)
            .into_iter()
            .find(|(kind, key)| !has(*kind, key));
        if let Some((kind, target)) = lost {
            return Err(ProfileError::Dangling {
                file: file.to_owned(),
                kind: fact.kind().as_str(),
                key: fact.key.to_string(),
                target: [kind.as_str(), &target].join(" "),
            });
        }
    }
    Ok(())
}

/// A setting of the law holds for the whole organization and has a value the rules can follow.
pub(super) fn refuse_unreadable_law(file: &str, profile: &Profile) -> Result<(), ProfileError> {
    for fact in profile.facts() {
        let (FactValue::Setting(said), Ok(setting)) =
            (&fact.value, LawSetting::parse(fact.key.as_str()))
        else {
            continue;
        };
        let read = LawSettings::default().with(setting, &said.values);
        let wrong = match (&fact.site, read) {
            (Some(_), _) => "the law does not differ from site to site; leave the site out".into(),
            (None, Err(sentence)) => sentence,
            (None, Ok(_)) => continue,
        };
        return Err(ProfileError::Row {
            file: file.to_owned(),
            kind: fact.kind().as_str(),
            key: fact.key.to_string(),
            error: FactError::Unreadable(wrong),
        });
    }
    Ok(())
}

/// The rows a fact points to.
fn pointers(fact: &Fact) -> Vec<(FactKind, String)> {
    let mut to: Vec<(FactKind, String)> = fact
        .site
        .iter()
        .map(|site| (FactKind::Site, site.to_string()))
        .collect();
    match &fact.value {
        FactValue::DeskHours(hours) => {
            to.extend(
                hours
                    .office
                    .iter()
                    .map(|office| (FactKind::Office, office.to_string())),
            );
        }
        FactValue::DropBox(drop_box) => to.push((FactKind::Office, drop_box.office.to_string())),
        FactValue::Channel(rule) => {
            let via = rule.via_kind().zip(rule.via.as_ref());
            to.extend(via.map(|(kind, key)| (kind, key.to_string())));
        }
        FactValue::Site(site) => {
            let on_to = site.sends_on_to.iter().cloned();
            to.extend(on_to.map(|key| (FactKind::Site, key)));
        }
        FactValue::Script(script) => {
            to.extend(
                script
                    .phone
                    .iter()
                    .map(|key| (FactKind::Phone, key.to_string())),
            );
        }
        FactValue::MedicalForm(form) => {
            to.extend(
                form.overlaps
                    .iter()
                    .map(|key| (FactKind::MedicalForm, key.to_string())),
            );
        }
        _ => {}
    }
    to
}
