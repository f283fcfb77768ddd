//! The imports that were done: who, when, what came of the rows. Nothing about anybody.

use askama::Template;
use chrono::NaiveDate;

use super::model::{Counts, Import};
use super::store;
use crate::error::AppError;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

/// Signs of a file's hash that tell it from others.
const SIGNS: usize = 12;

#[derive(Template)]
#[template(path = "patient_import/imports.html")]
struct ImportsPage {
    chrome: Chrome,
    said: String,
    rows: Vec<Line>,
}

struct Line {
    begun: String,
    state: Tag,
    by: String,
    counts: Counts,
    file: String,
}

/// Lists the imports into the index of the acting site's hospital, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn list_imports(visit: Visit) -> Answer {
    let site = visit.actor.acting_site.clone();
    let facilities = visit.app.facilities.clone();
    let today = facilities.today(&site, visit.now());
    let terms = facilities.terms(&site, today).ok_or(AppError::NotFound)?;
    let organization = terms.organization;
    let imports = visit
        .read(move |read| Ok(store::list_imports(read, &organization)?))
        .await?;
    visit.page(&ImportsPage {
        chrome: visit.chrome("Imports of the patient index"),
        said: match imports.len() {
            0 => "None yet".to_owned(),
            1 => "1 import".to_owned(),
            more => format!("The last {more} imports, newest first"),
        },
        rows: imports
            .iter()
            .map(|one| line(&visit, one, &site, today))
            .collect(),
    })
}

fn line(visit: &Visit, import: &Import, site: &str, today: NaiveDate) -> Line {
    let local = |at| dates::moment(visit.app.facilities.local(site, at), today);
    let state = match import.ended_at {
        None => Tag::new("Runs, or was cut off", Tone::Warn),
        Some(at) if import.counts.rejected == 0 => {
            Tag::new(["Ended ", &local(at)].concat(), Tone::Good)
        }
        Some(at) => Tag::new(
            ["Ended ", &local(at), ", rows rejected"].concat(),
            Tone::Warn,
        ),
    };
    Line {
        begun: local(import.begun_at),
        state,
        by: import.begun_by.clone(),
        counts: import.counts,
        file: import.sha256.chars().take(SIGNS).collect(),
    }
}

impl ImportsPage {
    fn none(&self) -> Empty {
        Empty::new("Nothing was imported yet.")
            .advice("The operator brings the hospital’s index in with the command roi-desk patients import; the README says how.")
    }
}
