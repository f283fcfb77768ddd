//! The pages of the address book.

mod record;
mod search;
mod show;
mod task;
mod tasks;

pub use record::{new_requester, record_requester};
pub use search::{find_requesters, list_requesters, show_found};
pub use show::show_requester;
pub use tasks::{
    add_address, change_address, change_entry, note_arrival, prove_address, show_address,
    show_arrival, show_entry, show_new_address, show_proof, show_withdrawal, withdraw_address,
};

use super::model::Shown;
use super::store;
use crate::app::Seen;
use crate::audit;
use crate::db::Subject;
use crate::error::AppError;
use crate::requesters::model::Entry;
use crate::web::visit::Visit;

/// The organization whose book the person looks into: the one of the acting site.
fn organization(visit: &Visit) -> Result<String, AppError> {
    let site = &visit.actor.acting_site;
    let facilities = &visit.app.facilities;
    let today = facilities.today(site, visit.now());
    let terms = facilities.terms(site, today);
    terms
        .map(|terms| terms.organization)
        .ok_or(AppError::NotFound)
}

/// The address of an entry.
fn address(entry: &Entry) -> String {
    ["/requesters/", &entry.public_id].concat()
}

/// The requester of this address, shown with the evidence of the requests it names (T38). An address in use that is asked for
/// and is not the requester's is not found before anything is shown.
async fn seen(visit: &Visit, contact: Option<String>) -> Result<Shown, AppError> {
    let public_id: String = visit.path("requester")?;
    let (organization, sites) = (organization(visit)?, visit.actor.sites.clone());
    visit
        .show(move |read| {
            let shown = store::load(read, &organization, &sites, &public_id)?;
            let used = |id: &String| shown.in_use(id).is_some();
            if !contact.as_ref().is_none_or(used) {
                return Err(AppError::NotFound);
            }
            let seen = Seen {
                subject: Subject {
                    detail: Some(["requester ", &shown.entry.public_id].concat()),
                    ..Subject::default()
                },
                listed: Some(audit::pack_listed(
                    shown.requests.iter().map(|one| one.id.0),
                )),
            };
            Ok((shown, seen))
        })
        .await
}
