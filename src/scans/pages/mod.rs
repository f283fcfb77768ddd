//! The pages of cover sheets and scanned batches.

mod batch;
mod cover;
mod cut;
mod hand;
mod list;
mod log;
mod part;

pub use batch::{file_parts, show_batch};
pub use cover::show_cover_sheet;
pub use hand::{original, page};
pub use list::{list_batches, send_batches};
pub use log::{log_request, show_request_form};
pub use part::{correct_part, join_part, show_part, split_part};

use super::commands::destinations;
use super::model::{Destination, Part};
use super::store::{self, Batch};
use crate::app::Seen;
use crate::db::Subject;
use crate::error::AppError;
use crate::web::components::ScanPages;
use crate::web::visit::Visit;

/// A batch with its parts and where each would go.
struct Whole {
    batch: Batch,
    parts: Vec<(Part, Destination)>,
}

/// The address of a batch.
fn address(batch: &Batch) -> String {
    ["/scans/", &batch.public_id].concat()
}

/// The batch of this address, shown with its evidence.
async fn seen(visit: &Visit) -> Result<Whole, AppError> {
    let public_id: String = visit.path("scan")?;
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let batch = store::get_batch(read, &public_id, &sites)?;
            let parts = store::list_parts(read, batch.id)?;
            let going = destinations(read, &parts, &sites)?;
            let seen = evidence(batch.id.to_string());
            let parts = parts.into_iter().zip(going).collect();
            Ok((Whole { batch, parts }, seen))
        })
        .await
}

/// The batch and part of this address, shown with their evidence.
async fn seen_part(visit: &Visit) -> Result<(Batch, Part, Destination), AppError> {
    let (scan, id): (String, String) = (visit.path("scan")?, visit.path("part")?);
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let batch = store::get_batch(read, &scan, &sites)?;
            let parts = store::list_parts(read, batch.id)?;
            let part = store::find_part(&parts, &id)?.clone();
            let mut going = destinations(read, std::slice::from_ref(&part), &sites)?;
            let seen = evidence(format!("{} {}", batch.id, part.said()));
            Ok(((batch, part, going.swap_remove(0)), seen))
        })
        .await
}

fn evidence(detail: String) -> Seen {
    Seen {
        subject: Subject {
            detail: Some(detail),
            ..Subject::default()
        },
        listed: None,
    }
}

/// The pages of a part beside a form, from the batch as it came.
fn viewer(batch: &Batch, part: &Part) -> ScanPages {
    let base = address(batch);
    let name = format!("{}, {}", batch.id, part.said());
    let viewer = ScanPages::new(
        ["scan-", &part.public_id].concat(),
        &name,
        [&base, "/original"].concat(),
    );
    (part.first..=part.last).fold(viewer, |viewer, page| {
        viewer.page(format!("{base}/pages/{page}"), &part.description)
    })
}
