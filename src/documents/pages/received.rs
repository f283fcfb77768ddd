//! Papers on their way through a form: kept before anything else is decided, so that no error loses them (A21).

use actix_web::web;
use futures_util::future::LocalBoxFuture;

use crate::app::App;
use crate::documents::commands::{Arrived, NotKept, examine};
use crate::documents::model::{Description, WithPaper};
use crate::documents::store::{self, Home, NewPaper, Paper};
use crate::error::AppError;
use crate::form_state::FormState;
use crate::web::components::ScanPages;
use crate::web::keeping::Sent;
use crate::web::visit::Visit;

/// Keeps the papers a form was sent with under its key, before anything else is decided, so that no error loses them (A21).
/// Answers the form as if they had been there before; what is not taken is refused with its sentence beside the field.
pub fn keep_sent(app: App, sent: Sent) -> LocalBoxFuture<'static, Result<FormState, AppError>> {
    Box::pin(async move {
        let mut pairs = sent.form.pairs().to_vec();
        let mut refused: Vec<(String, String)> = Vec::new();
        let mut kept: Vec<NewPaper> = Vec::new();
        for upload in sent.uploads {
            let says = [&upload.field, "-says"].concat();
            let typed = sent.form.value(&says).to_owned();
            let arrived = Arrived {
                file_name: upload.file_name.clone(),
                stored: upload.stored,
                site: sent.site.clone(),
                // One that is not a description yet is asked for when the form is read.
                description: Description::parse(&typed).ok(),
            };
            let at = app.clone();
            let looked = web::block(move || examine(&at.files, &at.previewer, arrived))
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
                    upload.field,
                    format!("{} was not taken. {why}", upload.file_name),
                )),
                Err(NotKept::Fault(text)) => return Err(AppError::Fault(text)),
            }
        }
        if !kept.is_empty() {
            let (by, key) = (sent.staff_id, sent.key);
            app.keep_house(move |tx| {
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
    })
}

/// The same for the form of this visit.
///
/// # Errors
/// When the disk or the database does not answer.
pub async fn receive(visit: &Visit, key: &str) -> Result<FormState, AppError> {
    keep_sent(visit.app.clone(), visit.sent(key)).await
}

/// The papers the form carries along, as their rows know them.
///
/// # Errors
/// When the disk or the database does not answer.
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
///
/// # Errors
/// When the disk or the database does not answer.
pub async fn contents(
    visit: &Visit,
    papers: &[WithPaper],
) -> Result<Vec<(Vec<u8>, String)>, AppError> {
    let ids: Vec<String> = papers.iter().map(|p| p.public_id.clone()).collect();
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
    Ok(papers
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

/// The pages of a waiting paper beside the form (A34).
pub fn waiting_viewer(paper: &Paper, key: &str, form: &FormState) -> ScanPages {
    let base = ["/log/papers/", key, "/", &paper.public_id].concat();
    let typed = form.value(&["says-", &paper.public_id].concat());
    let says = if typed.trim().is_empty() {
        "a page of the paper, not described yet"
    } else {
        typed
    };
    let viewer = ScanPages::new(
        ["scan-", &paper.public_id].concat(),
        paper.name.as_str(),
        base.clone(),
    );
    (1..=paper.pages.unwrap_or(0)).fold(viewer, |viewer, page| {
        viewer.page([&base, "/pages/", &page.to_string()].concat(), says)
    })
}
