//! Opening a request for a page, and the version its form was drawn with.

use crate::error::AppError;
use crate::requests::commands::{OpenRequest, open};
use crate::web::visit::Visit;

/// Opens the request of this address for a page that shows it, with its evidence.
///
/// # Errors
/// `NotFound` for an unknown request and for another site's alike.
pub async fn open_seen(visit: &Visit) -> Result<OpenRequest, AppError> {
    let public_id: String = visit.path("request")?;
    let (facilities, sites) = (visit.app.facilities.clone(), visit.actor.sites.clone());
    visit
        .show(move |read| {
            let found = open(read, &facilities, &public_id, &sites, None)?;
            let seen = found.seen();
            Ok((found, seen))
        })
        .await
}
