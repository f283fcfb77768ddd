//! Who works at the demonstration's desk.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::app::{App, Who};
use crate::db::new_public_id;
use crate::error::CommandError;
use crate::files::KeyPurpose;
use crate::staff::commands::{add_staff, hash_now};
use crate::staff::model::{Actor, NewStaff, Role};

/// One invented colleague and how to sign in as them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoPerson {
    /// Inner id.
    pub staff_id: i64,
    /// The name colleagues know.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// The password, made at random for this demonstration.
    pub password: String,
    /// What they are.
    pub role: Role,
    /// Where.
    pub site: String,
}

/// Name, login, role, site.
const PEOPLE: [(&str, &str, Role, &str); 22] = [
    ("Sam Lee", "sam.lee", Role::Clerk, "duarte"),
    ("Dana Ortiz", "dana.ortiz", Role::Specialist, "duarte"),
    ("Priya Shah", "priya.shah", Role::Supervisor, "duarte"),
    ("Walter Hume", "walter.hume", Role::PrivacyOfficer, "duarte"),
    ("Ines Falk", "ines.falk", Role::Administrator, "duarte"),
    ("Noor Aziz", "noor.aziz", Role::Auditor, "duarte"),
    ("Ruth Okafor", "ruth.okafor", Role::Reviewer, "duarte"),
    ("Marco Bell", "marco.bell", Role::FormsSpecialist, "duarte"),
    ("Ivy Brandt", "ivy.brandt", Role::Specialist, "duarte"),
    ("Jonas Weir", "jonas.weir", Role::Specialist, "duarte"),
    ("Lena Sato", "lena.sato", Role::Specialist, "duarte"),
    ("Omar Diaz", "omar.diaz", Role::Clerk, "duarte"),
    ("Tess Nolan", "tess.nolan", Role::Reviewer, "duarte"),
    ("Kai Moreno", "kai.moreno", Role::Clerk, "irvine"),
    ("Edith Voss", "edith.voss", Role::Specialist, "irvine"),
    ("Paul Rhee", "paul.rhee", Role::Supervisor, "irvine"),
    ("Gina Hartl", "gina.hartl", Role::Clerk, "hss"),
    ("Leo Strand", "leo.strand", Role::Specialist, "hss"),
    ("Maya Quist", "maya.quist", Role::Specialist, "hss"),
    ("Hugo Penn", "hugo.penn", Role::Supervisor, "hss"),
    ("Nils Okoye", "nils.okoye", Role::Administrator, "duarte"),
    ("Ada Pike", "ada.pike", Role::Clerk, "community"),
];

/// Adds every colleague.
pub(super) fn hire(app: &App) -> anyhow::Result<Vec<DemoPerson>> {
    PEOPLE.iter().map(|person| hire_one(app, *person)).collect()
}

fn hire_one(
    app: &App,
    (name, login, role, site): (&str, &str, Role, &str),
) -> anyhow::Result<DemoPerson> {
    let password = random_word(15)?;
    let mut secret = [0_u8; 20];
    getrandom::fill(&mut secret).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    let new = NewStaff {
        public_id: new_public_id()?,
        login: login.to_owned(),
        name: name.to_owned(),
        password_hash: hash_now(&password)?,
        one_time_secret: Some(app.keys.seal(
            KeyPurpose::StaffSecrets,
            &["one_time", login],
            &secret,
        )?),
        home_site: site.to_owned(),
        roles: vec![(site.to_owned(), role)],
    };
    let staff_id = app.write_now(Who::Desk, "staff.added", move |tx| add_staff(tx, &new))??;
    Ok(DemoPerson {
        staff_id,
        name: name.to_owned(),
        login: login.to_owned(),
        password,
        role,
        site: site.to_owned(),
    })
}

fn random_word(bytes: usize) -> anyhow::Result<String> {
    let mut random = vec![0_u8; bytes];
    getrandom::fill(&mut random).map_err(|e| anyhow::anyhow!("no randomness: {e}"))?;
    Ok(BASE64_URL_SAFE_NO_PAD
        .encode(random)
        .replace(['-', '_'], "x"))
}

impl DemoPerson {
    /// The person as they act.
    pub(super) fn actor(&self) -> Actor {
        Actor {
            staff_id: self.staff_id,
            name: self.name.clone(),
            acting_site: self.site.clone(),
            roles: vec![self.role],
            sites: vec![self.site.clone()],
            stepped_up_at: None,
        }
    }
}

/// Does something as a person.
pub(super) fn act<T: Send + 'static>(
    app: &App,
    person: &DemoPerson,
    event: &'static str,
    work: impl FnOnce(&mut crate::db::Tx<'_>) -> Result<T, CommandError> + Send + 'static,
) -> anyhow::Result<T> {
    Ok(app.write_now(Who::Staff(person.actor()), event, work)??)
}
