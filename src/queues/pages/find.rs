//! What every search does with what was typed: a whole reference is looked up, words are sealed and kept for a while (T50).

use crate::app::Seen;
use crate::db::Subject;
use crate::error::AppError;
use crate::queues::commands::keep_search;
use crate::queues::forms::{Sought, sought};
use crate::queues::store;
use crate::requests::store::find_by_reference;
use crate::web::cookie;
use crate::web::visit::Visit;
use crate::words::Reference;

/// The longest search, in characters.
const LONGEST: usize = 200;

/// Where a search leads.
pub enum Led {
    /// Nothing was typed that can be looked for.
    Nowhere,
    /// The outer id of the request whose whole reference was typed.
    Request(String),
    /// The id under which the words are kept for the page of results.
    Results(String),
}

/// Takes what is searched for.
///
/// # Errors
/// When the database does not answer, or the machine has no randomness.
pub async fn find(visit: &Visit, typed: &str) -> Result<Led, AppError> {
    let text = words_of(typed);
    match sought(&text) {
        Sought::Nothing => return Ok(Led::Nowhere),
        Sought::Reference(reference) => {
            if let Some(public_id) = by_reference(visit, reference).await? {
                return Ok(Led::Request(public_id));
            }
        }
        Sought::Words(_) => {}
    }
    keep_words(visit, &text).await.map(Led::Results)
}

/// As much of what was typed as is looked for.
pub fn words_of(typed: &str) -> String {
    typed.trim().chars().take(LONGEST).collect()
}

/// Seals what is searched for and keeps it for a while; answers the id that stands in the address of the results instead.
///
/// # Errors
/// When the database does not answer, or the machine has no randomness.
pub async fn keep_words(visit: &Visit, text: &str) -> Result<String, AppError> {
    let id = cookie::new_token().map_err(|e| AppError::Fault(e.to_string()))?;
    let staff_id = visit.actor.staff_id;
    let sealed = store::seal_search(&visit.app.keys, &id, staff_id, text)?;
    let kept = id.clone();
    visit
        .write(move |tx| keep_search(tx, &kept, staff_id, &sealed))
        .await?;
    Ok(id)
}

async fn by_reference(visit: &Visit, reference: Reference) -> Result<Option<String>, AppError> {
    let sites = visit.actor.sites.clone();
    visit
        .show(move |read| {
            let found = find_by_reference(read, reference, &sites)?;
            let subject = Subject {
                request_id: found.as_ref().map(|request| request.id.0),
                patient_id: found.as_ref().and_then(|r| r.asked.patient.id),
                detail: Some("by reference".to_owned()),
            };
            let seen = Seen {
                subject,
                listed: None,
            };
            Ok((found.map(|request| request.public_id), seen))
        })
        .await
}
