//! Papers on their way through the form: kept before anything else is decided, so that no error loses them (A21).

use actix_web::web;

use crate::documents::commands::{Arrived, NotKept, examine};
use crate::documents::model::Description;
use crate::documents::store::{self, Home, NewPaper, Paper};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::intake::model::Intake;
use crate::web::visit::Visit;

/// The file fields of the form. Each has a description beside it, `-says`.
pub const SLOTS: [&str; 3] = ["papers", "papers_2", "papers_3"];

/// Keeps the papers that came, and answers the form as if they had been there before. What is not taken is refused with
/// its sentence beside the field; the good ones stay.
pub async fn receive(visit: &Visit, key: &str) -> Result<FormState, AppError> {
    let mut pairs = visit.form.pairs().to_vec();
    let mut refused: Vec<(String, String)> = Vec::new();
    let mut kept: Vec<NewPaper> = Vec::new();
    for upload in &visit.uploads {
        let says = [&upload.field, "-says"].concat();
        let typed = visit.form.value(&says).to_owned();
        let arrived = Arrived {
            file_name: upload.file_name.clone(),
            stored: upload.stored.clone(),
            site: visit.actor.acting_site.clone(),
            description: described(&typed),
        };
        let app = visit.app.clone();
        let looked = web::block(move || examine(&app.files, &app.previewer, arrived))
            .await
            .map_err(|e| AppError::Fault(e.to_string()))?;
        match looked {
            Ok(paper) => {
                pairs.retain(|(name, _)| *name != says);
                pairs.push(("papers-kept".to_owned(), paper.public_id.clone()));
                pairs.push((["says-", &paper.public_id].concat(), typed));
                kept.push(paper);
            }
            Err(NotKept::NotAccepted(why)) => refused.push((
                upload.field.clone(),
                format!("{} was not taken. {why}", upload.file_name),
            )),
            Err(NotKept::Fault(text)) => return Err(AppError::Fault(text)),
        }
    }
    if !kept.is_empty() {
        let (by, key) = (visit.actor.staff_id, key.to_owned());
        visit
            .app
            .keep_house(move |tx| {
                for paper in &kept {
                    store::insert_paper(tx, by, Home::Form(&key), paper)?;
                }
                Ok(())
            })
            .await?;
    }
    let form = FormState::from_pairs(pairs);
    Ok(refused
        .into_iter()
        .fold(form, |form, (field, text)| form.refused(&field, text)))
}

/// A description that is not one yet is asked for when the form is read.
fn described(typed: &str) -> Option<Description> {
    Description::parse(typed).ok()
}

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
