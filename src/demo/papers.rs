//! Papers of the demonstration: a scan of three pages with a request, and a batch with cover sheets that waits to be
//! filed.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDateTime};
use qrcodegen::{QrCode, QrCodeEcc};

use super::people::{DemoPerson, act};
use crate::app::App;
use crate::batch_reader;
use crate::db::StoreError;
use crate::documents::commands::{AddPapers, Arrived, add_papers, examine};
use crate::documents::model::{Description, MAX_FILE_BYTES, PaperRole, WithPaper};
use crate::documents::store::{Home, insert_paper};
use crate::requests::commands::open;
use crate::requests::model::{Channel, Stage};
use crate::requests::store::find_by_reference;
use crate::scans::commands::{SendBatches, send};
use crate::words::Reference;

const SITE: &str = "duarte";
/// How many of the newest numbers are looked at for an open request.
const NEWEST: u32 = 460;

/// Gives a request its scan and sends a batch.
pub(super) fn scan(app: &App, staff: &[DemoPerson], now: NaiveDateTime) -> anyhow::Result<()> {
    let Some(sam) = staff.iter().find(|person| person.login == "sam.lee") else {
        return Ok(());
    };
    let year = app.facilities.local(SITE, now).year();
    let open_ones = open_requests(app, year)?;
    let [first, second, ..] = open_ones.as_slice() else {
        return Ok(());
    };
    let pages = [
        page("Authorization for use or disclosure", None),
        page("Page two: what is released, to whom, until when", None),
        page("Page three: signature and date", None),
    ];
    let paper = waiting(
        app,
        sam,
        "authorization.pdf",
        &pages,
        "Signed authorization, three pages",
    )?;
    let (facilities, id, actor) = (app.facilities.clone(), first.1.clone(), sam.actor());
    act(app, sam, "paper.added", move |tx| {
        let mut request = open(tx, &facilities, &id, &actor.sites, None)?;
        let added = AddPapers {
            papers: vec![paper],
            role: PaperRole::Authorization,
            channel: Channel::Mail,
        };
        add_papers(tx, &mut request, actor.staff_id, KEY, &added)
    })?;
    let pages = [
        page("A letter without a cover sheet", None),
        page("Cover sheet", Some(&first.0.to_string())),
        page("The page that was missing", None),
        page("Cover sheet", Some(&second.0.to_string())),
        page("Copy of a driver license", None),
        page("Its back", None),
    ];
    let batch = waiting(
        app,
        sam,
        "mail of the morning.pdf",
        &pages,
        "Mail of the morning",
    )?;
    let actor = sam.actor();
    act(app, sam, "scan.sent", move |tx| {
        let sent = SendBatches {
            channel: Channel::Mail,
            papers: vec![batch],
        };
        send(tx, &actor, &sent).map(|_| ())
    })?;
    batch_reader::round(app)
}

/// The key of the form these papers wait under for a moment.
const KEY: &str = "the papers of the demonstration";

/// Open requests of the site, the newest first.
fn open_requests(app: &App, year: i32) -> anyhow::Result<Vec<(Reference, String)>> {
    let mut found = Vec::new();
    for number in (1..=NEWEST).rev() {
        let Ok(reference) = Reference::new(year, number) else {
            continue;
        };
        let request = app.read_now::<_, StoreError>(|read| {
            find_by_reference(read, reference, &[SITE.to_owned()])
        })?;
        if let Some(request) = request.filter(|one| one.stage != Stage::Closed) {
            found.push((reference, request.public_id));
        }
        if found.len() == 2 {
            break;
        }
    }
    Ok(found)
}

/// Keeps a file of these pages as one that waits.
fn waiting(
    app: &App,
    by: &DemoPerson,
    name: &str,
    pages: &[String],
    says: &str,
) -> anyhow::Result<WithPaper> {
    let description = Description::parse(says)?;
    let stored = app.files.put(pdf(pages).as_bytes(), SITE, MAX_FILE_BYTES)?;
    let arrived = Arrived {
        file_name: name.to_owned(),
        stored,
        site: SITE.to_owned(),
        description: Some(description.clone()),
    };
    let paper = examine(&app.files, &app.previewer, arrived)?;
    let public_id = paper.public_id.clone();
    let staff_id = by.staff_id;
    app.keep_house_now(move |tx| insert_paper(tx, staff_id, Home::Form(KEY), &paper))?;
    Ok(WithPaper {
        public_id,
        description,
    })
}

/// What a page draws: a line of words, and the square code of a cover sheet in the middle.
fn page(words: &str, code: Option<&str>) -> String {
    let mut drawn = format!("BT /F1 18 Tf 60 720 Td ({words}) Tj ET\n60 60 492 640 re S\n");
    let code = code.and_then(|text| QrCode::encode_text(text, QrCodeEcc::Quartile).ok());
    if let Some(code) = code {
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                let (left, below) = (220 + 5 * x, 560 - 5 * y);
                // Writing into a text cannot fail.
                let _written = writeln!(drawn, "{left} {below} 5 5 re f");
            }
        }
    }
    drawn
}

/// A PDF of these pages.
fn pdf(pages: &[String]) -> String {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = Vec::new();
    for drawn in pages {
        objects.push(format!(
            "<< /Length {} >>\nstream\n{drawn}\nendstream",
            drawn.len()
        ));
        let content = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        kids.push(format!("{} 0 R", objects.len()));
    }
    objects[1] = format!(
        "<< /Type /Pages /Count {} /Kids [{}] >>",
        pages.len(),
        kids.join(" ")
    );
    let mut parts = vec!["%PDF-1.7\n".to_owned()];
    let mut places = Vec::new();
    let mut start = parts[0].len();
    for (number, object) in (1..).zip(&objects) {
        places.push(format!("{start:010} 00000 n \n"));
        parts.push(format!("{number} 0 obj\n{object}\nendobj\n"));
        start += parts.last().map_or(0, String::len);
    }
    let (places, size) = (places.concat(), objects.len() + 1);
    parts.push(format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    ));
    parts.concat()
}
