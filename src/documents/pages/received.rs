//! Papers on their way through a form: kept before anything else is decided, so that no error loses them (A21).

use actix_web::web;
use futures_util::future::LocalBoxFuture;

use crate::app::App;
use crate::documents::commands::{Arrived, NotKept, examine};
use crate::documents::model::{Description, WithPaper};
use crate::documents::store::{self, Home, NewPaper, Paper, SameContent};
use crate::drafts;
use crate::error::AppError;
use crate::form_state::FormState;
use crate::staff::model::{Permission, Role};
use crate::staff::rules::may;
use crate::web::keeping::Sent;
use crate::web::visit::Visit;

/// Keeps the papers a form was sent with under its key, before anything else is decided, so that no error loses them (A21).
/// Answers the form as if they had been there before; what is not taken, and what is here already, is refused with its
/// sentence beside the field.
pub fn keep_sent(app: App, sent: Sent) -> LocalBoxFuture<'static, Result<FormState, AppError>> {
    Box::pin(async move {
        let mut pairs = sent.form.pairs().to_vec();
        let mut told: Vec<(String, String)> = Vec::new();
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
                    let twice = kept.iter().any(|other| other.sha256 == paper.sha256);
                    let same = same_content(&app, sent.staff_id, &sent.key, &paper, twice).await?;
                    pairs.retain(|(name, _)| *name != says);
                    told.extend(same.map(|why| (upload.field, why)));
                    pairs.push(("papers-kept".to_owned(), paper.public_id.clone()));
                    pairs.push((["says-", &paper.public_id].concat(), typed));
                    kept.push(paper);
                }
                Err(NotKept::NotAccepted(why)) => told.push((
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
        Ok(told_beside(FormState::from_pairs(pairs), &told))
    })
}

/// Each field with everything that is to be said of its files.
fn told_beside(form: FormState, told: &[(String, String)]) -> FormState {
    told.iter().fold(form, |form, (field, _)| {
        let of_field = told.iter().filter(|(other, _)| other == field);
        let texts: Vec<&str> = of_field.map(|(_, text)| text.as_str()).collect();
        form.refused(field, texts.join(" "))
    })
}

/// What is said when the same content is here already, with the choice to leave it out or keep it. A form that is sent twice
/// finds its own paper, and that is no news (T13).
async fn same_content(
    app: &App,
    staff_id: i64,
    key: &str,
    paper: &NewPaper,
    twice: bool,
) -> Result<Option<String>, AppError> {
    let name = paper.name.as_str();
    let choice = "Uncheck it to leave it out, or send the form again to keep it all the same.";
    if twice {
        return Ok(Some(format!(
            "{name} was sent with another file that is the same. {choice}"
        )));
    }
    let readers: Vec<&str> = Role::ALL
        .iter()
        .filter(|role| may(**role, Permission::ReadRequests))
        .map(|role| role.as_str())
        .collect();
    let (key, sha256) = (key.to_owned(), paper.sha256);
    let same = app
        .read(move |read| {
            if drafts::is_answered(read, &key, staff_id)? {
                return Ok(None);
            }
            store::find_same(read, staff_id, &readers, &sha256)
        })
        .await
        .map_err(AppError::from)?;
    Ok(same.map(|same| match same {
        SameContent::With(reference) => {
            format!("{name} is already with {reference}: the same file. {choice}")
        }
        SameContent::Waiting(other) => {
            format!("{name} is the same file as {other}, which you sent before and which waits in a form. {choice}")
        }
    }))
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
