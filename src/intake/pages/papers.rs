//! Papers on their way through the form: kept before anything else is decided, so that no error loses them (A21).

use crate::documents::store::{self, Paper};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::intake::model::Intake;
use crate::web::visit::Visit;

/// The file fields of the form. Each has a description beside it, `-says`.
pub const SLOTS: [&str; 3] = ["papers", "papers_2", "papers_3"];

/// The papers the form carries along, as their rows know them.
pub async fn carried(visit: &Visit, form: &FormState) -> Result<Vec<Paper>, AppError> {
    let ids: Vec<String> = form
        .values("papers-kept")
        .into_iter()
        .map(str::to_owned)
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let staff_id = visit.actor.staff_id;
    visit
        .read(move |read| Ok(store::list_sent(read, staff_id, &ids)?))
        .await
}

/// What the papers of a form are, whatever ids they got: content and description, in order.
pub async fn contents(visit: &Visit, intake: &Intake) -> Result<Vec<(Vec<u8>, String)>, AppError> {
    let ids: Vec<String> = intake.papers.iter().map(|p| p.public_id.clone()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let staff_id = visit.actor.staff_id;
    let rows = visit
        .read(move |read| Ok(store::list_sent(read, staff_id, &ids)?))
        .await?;
    let content = |id: &str| {
        rows.iter()
            .find(|row| row.public_id == id)
            .map_or_else(Vec::new, |row| row.sha256.clone())
    };
    Ok(intake
        .papers
        .iter()
        .map(|p| (content(&p.public_id), p.description.as_str().to_owned()))
        .collect())
}

/// "2 pages, 140 kB", with what staff should know before they open it.
pub fn about(paper: &Paper) -> String {
    let pages = match paper.pages {
        Some(1) => "1 page, ".to_owned(),
        Some(pages) => [&pages.to_string(), " pages, "].concat(),
        None => String::new(),
    };
    let size = paper.bytes.div_ceil(1_000);
    let notes = paper
        .notes
        .iter()
        .map(|note| [". ", note.label()].concat())
        .collect::<String>();
    [&pages, &size.to_string(), " kB", &notes].concat()
}
