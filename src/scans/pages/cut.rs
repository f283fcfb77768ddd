//! A part cut out of its batch as a file of its own, looked at like any paper that arrives. Nothing of it is on record yet.

use actix_web::web;

use crate::app::App;
use crate::documents::commands::{Arrived, NotKept, examine};
use crate::documents::model::{Description, MAX_FILE_BYTES};
use crate::documents::store::NewPaper;
use crate::error::AppError;
use crate::scans::model::Part;
use crate::scans::store::Batch;

/// The paper, or the sentence that says why it cannot be cut out.
pub async fn cut_out(
    app: &App,
    batch: &Batch,
    part: &Part,
) -> Result<Result<NewPaper, String>, AppError> {
    let (app, batch, part) = (app.clone(), batch.clone(), part.clone());
    web::block(move || cut_now(&app, &batch, &part))
        .await
        .map_err(|e| AppError::Fault(e.to_string()))?
        .map_err(AppError::Fault)
}

fn cut_now(app: &App, batch: &Batch, part: &Part) -> Result<Result<NewPaper, String>, String> {
    let fault = |error: crate::files::FilesError| error.to_string();
    let content = app
        .files
        .read(&batch.file, &batch.site, &batch.wrapped_key, MAX_FILE_BYTES)
        .map_err(fault)?;
    let pages = (part.first, part.last);
    let bytes = match app.previewer.part(&content, batch.kind, pages) {
        Ok(bytes) => bytes,
        Err(why) => return Ok(Err(not_cut(part, &why.reason.to_string()))),
    };
    let stored = app
        .files
        .put(bytes.as_slice(), &batch.site, MAX_FILE_BYTES)
        .map_err(fault)?;
    let arrived = Arrived {
        file_name: format!(
            "{} {}.{}",
            batch.id,
            part.said(),
            batch.kind.extensions()[0]
        ),
        stored,
        site: batch.site.clone(),
        description: Description::parse(&part.description).ok(),
    };
    match examine(&app.files, &app.previewer, arrived) {
        Ok(paper) if paper.pages == Some(part.pages()) => Ok(Ok(paper)),
        Ok(_) => Ok(Err(not_cut(part, "not every page came out"))),
        Err(NotKept::NotAccepted(why)) => Ok(Err(not_cut(part, &why.to_string()))),
        Err(NotKept::Fault(text)) => Err(text),
    }
}

fn not_cut(part: &Part, why: &str) -> String {
    format!(
        "The {} could not be cut out of the batch: {why}. Download the batch, add these pages to the request as a paper and leave this part out.",
        part.said()
    )
}
