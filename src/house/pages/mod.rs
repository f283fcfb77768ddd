//! Pages of the calendar and the settings of a hospital, and of every change to them.

mod list;
mod propose;
mod show;

pub use list::list_changes;
pub use propose::{
    new_day, new_promise, new_setting, propose_day, propose_promise, propose_setting,
};
pub use show::{drop_change, put_in_force, show_change};

use crate::error::AppError;
use crate::facilities::model::Profile;
use crate::staff::model::Permission;
use crate::web::visit::Visit;

/// The hospital the address names.
fn hospital(visit: &Visit) -> Result<&Profile, AppError> {
    let code: String = visit.path("hospital")?;
    visit
        .app
        .facilities
        .profiles()
        .iter()
        .find(|profile| profile.code().as_str() == code)
        .ok_or(AppError::NotFound)
}

/// The hospital the address names, if the person acts for it: another one's calendar is nobody's business here (T36).
fn own_hospital(visit: &Visit) -> Result<&Profile, AppError> {
    let profile = hospital(visit)?;
    if is_own(visit, profile) {
        Ok(profile)
    } else {
        Err(AppError::NotFound)
    }
}

fn is_own(visit: &Visit, profile: &Profile) -> bool {
    profile
        .site_codes()
        .contains(visit.actor.acting_site.as_str())
}

/// Whether the person may change this hospital's calendar and settings.
fn may_change(visit: &Visit, profile: &Profile) -> bool {
    visit.actor.may(Permission::ChangeHouse) && is_own(visit, profile)
}

/// The address of the list of a hospital's changes.
fn list_href(profile: &Profile) -> String {
    ["/facilities/", profile.code().as_str(), "/changes"].concat()
}
