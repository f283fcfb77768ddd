//! The pages of the patient index.

mod asking;
mod entry;
mod marks;
mod merge;
mod search;
mod show;
mod task;

pub use entry::{add_name, change_entry, show_entry, show_name, show_new_name, withdraw_name};
pub use marks::{
    add_address, add_restriction, end_address, end_restriction, show_address, show_new_address,
    show_new_restriction, show_restriction,
};
pub use merge::{merge_patients, show_merge, show_undo, undo_merge};
pub use search::{find_patients, show_found, show_search, take_person};
pub use show::show_patient;

use crate::app::Seen;
use crate::audit;
use crate::db::{Read, Subject};
use crate::error::AppError;
use crate::patient_index::model::Person;
use crate::patient_index::store;
use crate::patients::model::Entry;
use crate::web::visit::Visit;
use crate::words::dates;

/// The organization whose index the person looks into: the one of the acting site.
fn organization(visit: &Visit) -> Result<String, AppError> {
    let site = &visit.actor.acting_site;
    let facilities = &visit.app.facilities;
    let today = facilities.today(site, visit.now());
    facilities
        .terms(site, today)
        .map(|terms| terms.organization)
        .ok_or(AppError::NotFound)
}

/// The address of an entry.
fn address(entry: &Entry) -> String {
    ["/patients/", &entry.public_id].concat()
}

/// The evidence that a page showed a person and the requests about them (T38).
fn evidence(person: &Person) -> Seen {
    Seen {
        subject: Subject {
            patient_id: Some(person.entry.id.0),
            ..Subject::default()
        },
        listed: Some(audit::pack_listed(
            person.requests.iter().map(|one| one.id.0),
        )),
    }
}

/// The person of this address, shown with the evidence.
async fn seen(visit: &Visit) -> Result<Person, AppError> {
    let find = finder(visit)?;
    visit
        .show(move |read| {
            let person = find(read)?;
            let seen = evidence(&person);
            Ok((person, seen))
        })
        .await
}

/// Finds the person of this address.
fn finder(
    visit: &Visit,
) -> Result<impl FnOnce(&mut Read<'_>) -> Result<Person, AppError> + use<>, AppError> {
    let public_id: String = visit.path("patient")?;
    let (organization, sites) = (organization(visit)?, visit.actor.sites.clone());
    Ok(move |read: &mut Read<'_>| Ok(store::load(read, &organization, &sites, &public_id)?))
}

/// A date as lists show it, or that it is not known.
fn day(on: Option<chrono::NaiveDate>) -> String {
    on.map_or_else(|| "not known".to_owned(), dates::full)
}
