//! A batch as it is handed out: the file as it came, each page as a picture.

use super::evidence;
use crate::documents::pages::{KeptFile, download, picture};
use crate::error::AppError;
use crate::scans::store::{self, Batch};
use crate::web::visit::{Answer, Visit};

/// The file of a batch.
///
/// # Errors
/// `NotFound` for an unknown batch and another site's alike.
pub async fn original(visit: Visit) -> Answer {
    let batch = of_address(&visit).await?;
    download(&visit, kept(batch)).await
}

/// One page of a batch.
///
/// # Errors
/// As [`original`].
pub async fn page(visit: Visit) -> Answer {
    let number: u16 = visit.path("page")?;
    let batch = of_address(&visit).await?;
    picture(&visit, kept(batch), number).await
}

async fn of_address(visit: &Visit) -> Result<Batch, AppError> {
    let public_id: String = visit.path("scan")?;
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let batch = store::get_batch(read, &public_id, &sites)?;
            let seen = evidence(batch.id.to_string());
            Ok((batch, seen))
        })
        .await
}

fn kept(batch: Batch) -> KeptFile {
    KeptFile {
        file: batch.file,
        site: batch.site,
        wrapped_key: batch.wrapped_key,
        kind: batch.kind,
        name: batch.name,
    }
}
