//! What prints from a session: separator sheets to scan between the items, and the custody list.

use askama::Template;

use super::{address, place_of, seen};
use crate::calendar::spoken;
use crate::drop_box::model::{Item, Session, SheetCode};
use crate::error::AppError;
use crate::web::chrome::Chrome;
use crate::web::components::*;
use crate::web::visit::{Answer, Visit};
use crate::words::dates;

#[derive(Template)]
#[template(path = "drop_box/separators.html")]
struct SeparatorsPage {
    chrome: Chrome,
    back: String,
    id: String,
    place: String,
    emptied: String,
    of: i64,
    sheets: Vec<(i64, Barcode, QrPicture)>,
}

/// A separator sheet for each envelope counted, numbered, with its code: the session and the number, no patient data.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike.
pub async fn show_separators(visit: Visit) -> Answer {
    let session = seen(&visit).await?;
    let emptying = &session.emptying;
    let highest = session.items.last().map_or(0, |item| item.place);
    let of = emptying.envelopes.max(highest);
    let sheet = |place: i64| {
        let code = SheetCode {
            emptying: emptying.id,
            place,
        };
        let (bars, square) = (
            Barcode::new(&code.to_string()),
            QrPicture::of(&code.to_string()),
        );
        bars.zip(square)
            .map(|(bars, square)| (place, bars, square))
            .ok_or_else(|| AppError::Fault(format!("{code} has no bar code")))
    };
    visit.page(&SeparatorsPage {
        chrome: visit.chrome(format!("Separator sheets – {}", emptying.id)),
        back: address(emptying),
        id: emptying.id.to_string(),
        place: place_of(&visit, emptying),
        emptied: full_moment(&visit, &session, emptying.emptied_at),
        of,
        sheets: (1..=of).map(sheet).collect::<Result<_, _>>()?,
    })
}

#[derive(Template)]
#[template(path = "drop_box/custody.html")]
struct CustodyPage {
    chrome: Chrome,
    back: String,
    id: String,
    state: Tag,
    hospital: String,
    facts: Facts,
    rows: Vec<Row>,
    people: [String; 2],
}

struct Row {
    place: i64,
    kind: &'static str,
    patient: Name,
    received: String,
    why: String,
    went: String,
    said: Option<String>,
    condition: String,
}

/// The custody list: both times, both people, the count, each item with its day of receipt and where it went.
///
/// # Errors
/// `NotFound` for an unknown session and another site's alike.
pub async fn show_custody(visit: Visit) -> Answer {
    let session = seen(&visit).await?;
    let emptying = &session.emptying;
    let at = |instant| full_moment(&visit, &session, instant);
    let confirmed = match emptying.confirmed_at {
        Some(when) => format!("confirmed by {}, {}", emptying.confirmer().name, at(when)),
        None => "not confirmed yet".to_owned(),
    };
    let facts = Facts::new()
        .fact("Box", &place_of(&visit, emptying))
        .fact("Emptied", &at(emptying.emptied_at))
        .fact("Before that", &at(emptying.previous_at))
        .fact("First person", &emptying.opened_by.name)
        .fact("Second person", &emptying.second.name)
        .fact_with(
            "Envelopes counted",
            &emptying.envelopes.to_string(),
            confirmed,
        )
        .fact("Items logged", &session.logged().to_string());
    let facts = match emptying.ended {
        Some((ending, when)) => facts.fact(ending.label(), &at(when)),
        None => facts,
    };
    let facilities = &visit.app.facilities;
    let today = facilities.today(&emptying.site, visit.now());
    visit.page(&CustodyPage {
        chrome: visit.chrome(format!("Custody list – {}", emptying.id)),
        back: address(emptying),
        id: emptying.id.to_string(),
        state: super::list::state(emptying),
        hospital: facilities.organization_name(&emptying.site, today),
        facts,
        rows: session.items.iter().map(row).collect(),
        people: [
            emptying.opened_by.name.clone(),
            emptying.second.name.clone(),
        ],
    })
}

fn row(item: &Item) -> Row {
    let settled = item.settled.as_ref();
    let went = match settled {
        None => "Not settled yet".to_owned(),
        Some(settled) => {
            let to = settled.request.as_ref().map(|(_, reference)| reference);
            let to = to.or(settled.went_to.as_ref());
            let to = to.map_or_else(String::new, |to| [": ", to].concat());
            [settled.outcome.label(), &to].concat()
        }
    };
    Row {
        place: item.place,
        kind: item.found.kind.label(),
        patient: Name::new(item.found.patient.as_deref().unwrap_or("none written")),
        received: dates::full(item.received_on),
        why: item
            .received_why
            .iter()
            .skip(1)
            .map(|sentence| spoken(sentence))
            .collect::<Vec<_>>()
            .join(" "),
        went,
        said: settled.and_then(|settled| settled.why.clone()),
        condition: item
            .found
            .condition
            .clone()
            .unwrap_or_else(|| "–".to_owned()),
    }
}

/// A moment with its year: what is printed is read later.
fn full_moment(visit: &Visit, session: &Session, at: chrono::NaiveDateTime) -> String {
    let local = visit.app.facilities.local(&session.emptying.site, at);
    format!("{} {}", dates::full(local.date()), local.format("%H:%M"))
}
