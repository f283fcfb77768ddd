//! A batch: how far it was looked through, its parts with where each would go, and filing them.

use askama::Template;

use super::cut::cut_out;
use super::{Whole, address, seen};
use crate::calendar::plural;
use crate::error::AppError;
use crate::scans::commands;
use crate::scans::model::{Destination, Outcome, Part};
use crate::scans::store::Batch;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::{capitalized, dates};

/// Parts filed in one go: a stack takes several, so that each answer comes soon and nothing is lost when one is interrupted.
const AT_ONCE: usize = 10;

#[derive(Template)]
#[template(path = "scans/batch.html")]
struct BatchPage {
    chrome: Chrome,
    id: String,
    base: String,
    facts: Facts,
    /// How far the looking through has come; none when it is done.
    reading: Option<String>,
    rows: Vec<Line>,
    /// The button that files, with how many parts it is for.
    filing: Option<(FormTag, String)>,
    open: Vec<String>,
    /// What could not be cut out just now.
    failed: Vec<String>,
}

struct Line {
    href: String,
    name: String,
    picture: String,
    description: Name,
    sheet: String,
    goes: Tag,
    why: String,
    to: Option<(String, String)>,
    next: Option<(String, &'static str)>,
}

/// Shows a batch.
///
/// # Errors
/// `NotFound` for an unknown batch and another site's alike.
pub async fn show_batch(visit: Visit) -> Answer {
    let whole = seen(&visit).await?;
    visit.page(&page(&visit, &whole, Vec::new()))
}

fn is_ready(part: &Part, to: &Destination) -> bool {
    part.settled.is_none() && matches!(to, Destination::Request { .. } | Destination::Out)
}

/// Files the next parts whose way is known, each in a transaction of its own.
///
/// # Errors
/// `NotFound` for an unknown batch and another site's alike; that nothing more was stored.
pub async fn file_parts(visit: Visit) -> Answer {
    let whole = seen(&visit).await?;
    let base = address(&whole.batch);
    let ready = whole.parts.iter().filter(|(part, to)| is_ready(part, to));
    let mut failed = Vec::new();
    for (part, to) in ready.take(AT_ONCE) {
        match file_one(&visit, &whole.batch, part, to).await {
            Ok(Some(sentence)) => failed.push(sentence),
            // Somebody else filed or changed it meanwhile: the page shows it as it is now.
            Ok(None) | Err(AppError::Stale | AppError::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    if failed.is_empty() {
        return Ok(visit.go(&base));
    }
    let whole = seen(&visit).await?;
    visit.refused(&page(&visit, &whole, failed))
}

/// Files one part; answers the sentence when it cannot be cut out.
async fn file_one(
    visit: &Visit,
    batch: &Batch,
    part: &Part,
    to: &Destination,
) -> Result<Option<String>, AppError> {
    let (actor, facilities) = (visit.actor.clone(), visit.app.facilities.clone());
    let (scan, id, version) = (
        batch.public_id.clone(),
        part.public_id.clone(),
        part.version,
    );
    let Destination::Request { id: request, .. } = to.clone() else {
        visit
            .write(move |tx| commands::leave_out(tx, &actor, (&scan, &id), version))
            .await?;
        return Ok(None);
    };
    let paper = match cut_out(&visit.app, batch, part).await? {
        Ok(paper) => paper,
        Err(sentence) => return Ok(Some(sentence)),
    };
    visit
        .write(move |tx| {
            let which = ((&*scan, &*id), version);
            let to = (&*request, Outcome::Filed);
            commands::file(tx, &facilities, &actor, which, to, &paper)
        })
        .await?;
    Ok(None)
}

fn page(visit: &Visit, whole: &Whole, failed: Vec<String>) -> BatchPage {
    let batch = &whole.batch;
    let base = address(batch);
    let facilities = &visit.app.facilities;
    let today = facilities.today(&batch.site, visit.now());
    let came = dates::moment(facilities.local(&batch.site, batch.uploaded_at), today);
    let chrome = visit.chrome(format!("Scanned batch – {}", batch.id));
    let ready = whole.parts.iter().filter(|(part, to)| is_ready(part, to));
    let ready = i64::try_from(ready.count()).unwrap_or(i64::MAX);
    let filing = (ready > 0).then(|| {
        let tag = FormTag::new([&base, "/filing"].concat(), &chrome.csrf).inline();
        (tag, format!("File {}", plural(ready, "part")))
    });
    BatchPage {
        id: batch.id.to_string(),
        facts: Facts::new()
            .fact("File", batch.name.as_str())
            .fact("Pages", &batch.pages.to_string())
            .fact("Came by", batch.channel.label())
            .fact_with("Sent", &came, batch.uploaded_by.clone()),
        reading: (!batch.is_read()).then(|| progress(batch)),
        rows: whole
            .parts
            .iter()
            .map(|(part, to)| line(&base, part, to))
            .collect(),
        open: open(whole),
        filing,
        failed,
        base,
        chrome,
    }
}

/// How far the looking through has come.
fn progress(batch: &Batch) -> String {
    format!(
        "{} of {} pages were looked at for cover sheets. The parts stand here when the last was; open the page again to see.",
        batch.pages_read, batch.pages
    )
}

/// What filing leaves to be done.
fn open(whole: &Whole) -> Vec<String> {
    let waiting = |is: fn(&Destination) -> bool| {
        let parts = whole.parts.iter();
        let found = parts.filter(|(part, to)| part.settled.is_none() && is(to));
        i64::try_from(found.count()).unwrap_or(i64::MAX)
    };
    let kinds = [
        (
            waiting(|to| matches!(to, Destination::Unsure(_))),
            "to be decided by somebody",
        ),
        (
            waiting(|to| matches!(to, Destination::New(_))),
            "to be logged as a new request or sent to one",
        ),
        (
            waiting(|to| matches!(to, Destination::Item { .. })),
            "of a drop-box item that is to be settled first",
        ),
    ];
    kinds
        .into_iter()
        .filter(|(parts, _)| *parts > 0)
        .map(|(parts, what)| format!("{} {what}.", plural(parts, "part")))
        .collect()
}

fn line(base: &str, part: &Part, to: &Destination) -> Line {
    let href = [base, "/parts/", &part.public_id].concat();
    let (goes, why, to, next) = standing(&href, part, to);
    Line {
        name: capitalized(&part.said()),
        picture: format!("{base}/pages/{}?small=yes", part.first),
        description: Name::new(&part.description),
        sheet: match part.codes.as_slice() {
            [] => "None".to_owned(),
            codes => codes.join(", "),
        },
        goes,
        why,
        to,
        next,
        href,
    }
}

type Standing = (
    Tag,
    String,
    Option<(String, String)>,
    Option<(String, &'static str)>,
);

/// Where a part went or would go: a word, a sentence, the request, and what comes next.
fn standing(href: &str, part: &Part, to: &Destination) -> Standing {
    let request =
        |id: &str, reference: &str| Some((["/requests/", id].concat(), reference.to_owned()));
    let none = String::new();
    if let Some(settled) = &part.settled {
        let went = settled.request.as_ref();
        let went = went.and_then(|(id, reference)| request(id, reference));
        let tone = if went.is_some() {
            Tone::Good
        } else {
            Tone::Plain
        };
        return (Tag::new(settled.outcome.label(), tone), none, went, None);
    }
    let log = ([href, "/request"].concat(), "Log it as a request");
    match to {
        Destination::Request {
            id,
            reference,
            closed,
        } => {
            let why = if *closed {
                "This request is closed; the paper goes to it all the same."
            } else {
                ""
            };
            let tag = Tag::new("To be filed", Tone::Info);
            (tag, why.to_owned(), request(id, reference), None)
        }
        Destination::Out => (Tag::plain("To be left out"), none, None, None),
        Destination::New(why) => (Tag::new("New", Tone::Warn), why.clone(), None, Some(log)),
        Destination::Unsure(why) => (
            Tag::new("To be decided", Tone::Warn),
            why.clone(),
            None,
            None,
        ),
        Destination::Item {
            emptying,
            item,
            code,
        } => {
            let why = format!("{code} is not settled yet. When it is, this part goes with it.");
            let next = format!("/drop-box/{emptying}/items/{item}/request");
            let tag = Tag::new("Drop-box item", Tone::Warn);
            (tag, why, None, Some((next, "Settle the item")))
        }
    }
}
