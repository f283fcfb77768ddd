//! Organizations, sites and the facts their desks live by. A statutory rule is code; what a hospital says about itself
//! is data here, dated, with the row of the seed inventory it comes from.

pub mod model;
pub mod rules;

use std::collections::BTreeSet;

use model::{Profile, ProfileError, SiteCode};

const FILES: [(&str, &str); 2] = [
    (
        "city_of_hope.toml",
        include_str!("profiles/city_of_hope.toml"),
    ),
    (
        "special_surgery.toml",
        include_str!("profiles/special_surgery.toml"),
    ),
];

impl Profile {
    /// Reads the profiles that come with the program. Called once, at start-up.
    ///
    /// # Errors
    /// `ProfileError` when a profile is refused, or two of them name the same organization or site.
    pub fn load_all() -> Result<Vec<Self>, ProfileError> {
        let mut profiles: Vec<Self> = Vec::new();
        let mut sites: BTreeSet<String> = BTreeSet::new();
        for (file, text) in FILES {
            let profile = Self::parse(file, text)?;
            let twice = |what, key: &str| ProfileError::Duplicate {
                file: file.to_owned(),
                what,
                key: key.to_owned(),
            };
            if profiles.iter().any(|other| other.code() == profile.code()) {
                return Err(twice("organization", profile.code().as_str()));
            }
            for site in profile.site_codes() {
                if !sites.insert(site.to_owned()) {
                    return Err(twice("site", site));
                }
            }
            profiles.push(profile);
        }
        Ok(profiles)
    }

    /// The profile that has a site.
    pub fn of_site<'a>(profiles: &'a [Self], site: &SiteCode) -> Option<&'a Self> {
        profiles
            .iter()
            .find(|profile| profile.site_codes().contains(site.as_str()))
    }
}
